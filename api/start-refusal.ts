import en from '../shared/text/en/start.json' with { type: 'json' }
import nl from '../shared/text/nl/start.json' with { type: 'json' }

export type StartRefusalCode = keyof typeof nl & keyof typeof en

/** Why the program cannot start: one line, Dutch then English, that says what to do. main.ts prints it and stops with status 1. */
export function startRefusal(code: StartRefusalCode, values: Record<string, string | number> = {}): Error & { code: StartRefusalCode } {
  const line = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  return Object.assign(new Error(`${line(nl[code])} / ${line(en[code])}`), { name: 'StartRefusal', code })
}

/** Several refusals at once, a line each. */
export function startRefusals(refusals: readonly [Error & { code: StartRefusalCode }, ...(Error & { code: StartRefusalCode })[]]) {
  return Object.assign(new Error(refusals.map((refusal) => refusal.message).join('\n')), { name: 'StartRefusal', code: refusals[0].code })
}

export const isStartRefusal = (error: unknown): error is Error & { code: StartRefusalCode } => error instanceof Error && error.name === 'StartRefusal'
