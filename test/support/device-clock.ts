/**
 * A script for a page: this device's clock shows so many milliseconds more than the real one, and runs on. It can be set
 * again while the page is open with `setClock(page, ms)`.
 */
export const shiftedClock = (ms: number): string => `{
  const Real = Date
  let shift = ${ms}
  class Shifted extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + shift)
      else super(...given)
    }
    static now() { return Real.now() + shift }
  }
  globalThis.Date = Shifted
  globalThis.addEventListener('seintje-test-clock', (event) => { shift = event.detail })
}`
