import type { Page } from 'playwright-core'

/** A script for a page: this device's clock shows so many milliseconds more than the real one, and runs on. */
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
  globalThis.addEventListener('test-clock', (event) => { shift = event.detail })
}`

/** Somebody sets the clock of an open page, which began with `shiftedClock`. */
export const setClock = (page: Page, ms: number): Promise<void> =>
  page.evaluate((shift) => void window.dispatchEvent(new CustomEvent('test-clock', { detail: shift })), ms)
