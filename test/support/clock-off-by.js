/** Loaded before a program: its clock is off by CLOCK_OFF_MS milliseconds; stopwatches run as ever. */
const off = Number(process.env['CLOCK_OFF_MS'] ?? 0)
const Real = Date
const now = () => Real.now() + off

globalThis.Date = new Proxy(Real, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new Real(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
