import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openChromium, openKept, openPage, signIn, workerReady } from '../support/chromium.ts'
import type { Figure } from './figures.ts'
import { fillForm, slowPage, tapUntilKept, untilNextStep, untilUsable, type Slowness } from './phone-device.ts'
import { badLine, type Line } from './phone-line.ts'
import { withDemo, type Office } from './phone-office.ts'
import { staticPage } from './phone-static.ts'

const lines = {
  fast3g: { bitsPerSecond: 1_600_000, roundTripMs: 150 },
  slow3g: { bitsPerSecond: 400_000, roundTripMs: 400 },
} satisfies Record<string, Line>

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The middle one of all runs; each is printed, for on a busy machine they differ. */
function figure(what: string, took: readonly number[], limit: number, unit: 's' | 'ms'): Figure {
  console.log(`  ${what}: ${took.map((ms) => ms.toFixed(0)).join(' ')} ms`)
  return { what, value: median(took) / (unit === 's' ? 1_000 : 1), limit, unit }
}

/** A phone that was never here before, four times slower than this machine. */
async function firstVisit(browser: Browser, { line, origin }: Office, over: Line, path: string, what: 'button' | 'tiles'): Promise<number> {
  const context = (await openPage(browser)).context()
  line.shape(over)
  const took = await untilUsable(await slowPage(context, 4), origin + path, what)
  line.shape(null)
  await context.close()
  return took
}

/** The first visit, on a line as design/decisions.md has it and on slow 3G, to the start and straight to the form. */
export const firstVisits = (folder: string): Promise<Figure[]> =>
  withDemo(folder, async (office) => {
    const browser = await openChromium()
    const times = async (count: number, over: Line, path: string, what: 'button' | 'tiles') => {
      const took: number[] = []
      while (took.length < count) took.push(await firstVisit(browser, office, over, path, what))
      return took
    }
    try {
      return [
        figure('first visit at 1.6 Mbit/s and 4× slower, until the button is there', await times(7, lines.fast3g, '/', 'button'), 2, 's'),
        figure('the same on slow 3G', await times(5, lines.slow3g, '/', 'button'), 5, 's'),
        figure('first visit straight to the form, until a tile answers a tap', await times(7, lines.fast3g, '/melden', 'tiles'), 2, 's'),
        figure('the same form on slow 3G', await times(5, lines.slow3g, '/melden', 'tiles'), 5, 's'),
      ]
    } finally {
      await browser.close()
    }
  })

/** One visit with a network; then the browser is closed, opened again four times slower, and there is none. */
async function coldStart(folder: string, { line, origin }: Office, path: string, further: boolean): Promise<{ tile: number; next: number }> {
  const visit = await openKept(folder)
  const first = await slowPage(visit, 1)
  await first.goto(origin)
  await workerReady(first)
  await visit.close()
  await line.down()
  const phone = await openKept(folder)
  const page = await slowPage(phone, 4)
  const tile = await untilUsable(page, origin + path, 'tiles')
  const next = further ? await untilNextStep(page) : 0
  await phone.close()
  await line.up()
  return { tile, next }
}

/** A cold start of the browser without a network after one visit, by turns with the least a page can be. */
export const coldStarts = (folder: string): Promise<Figure[]> =>
  withDemo(join(folder, 'demo'), async (office) => {
    const plain = await staticPage()
    const line = await badLine(plain.port)
    const [ours, next, least]: [number[], number[], number[]] = [[], [], []]
    try {
      for (let n = 0; n < 9; n++) {
        const form = await coldStart(join(folder, `form-${n}`), office, '/melden', true)
        ours.push(form.tile)
        next.push(form.next)
        least.push((await coldStart(join(folder, `plain-${n}`), { line, origin: line.origin }, '/', false)).tile)
      }
    } finally {
      await line.close()
      plain.close()
    }
    console.log(`  a static page: ${least.map((ms) => ms.toFixed(0)).join(' ')} ms`)
    return [
      { what: 'cold start of the form without a network, beside a static page', value: median(ours) / median(least), unit: '×', limit: 1.5 },
      figure('the same, until a tile answers a tap', ours, 1, 's'),
      figure('the same, until "Verder", tapped at once, brought the next step', next, 2, 's'),
    ]
  })

/** Signed in and without a network, so that what stands on the screen is what this device has kept. */
async function taps(browser: Browser, { line, origin }: Office, rate: Slowness): Promise<number[]> {
  const page = await openPage(browser)
  await signIn(page, origin, 'teacher')
  await workerReady(page)
  await slowPage(page.context(), rate)
  await line.down()
  const took: number[] = []
  while (took.length < 9) {
    await fillForm(page, origin)
    took.push(await tapUntilKept(page))
  }
  await line.up()
  await page.context().close()
  return took
}

/** From the tap on the last button until the screen says that the report is kept: on disk, not in memory. */
export const tapsUntilKept = (folder: string): Promise<Figure[]> =>
  withDemo(folder, async (office) => {
    const browser = await openChromium()
    try {
      return [
        figure('tap on "Verstuur" until it is kept on this device', await taps(browser, office, 1), 100, 'ms'),
        figure('the same, 4× slower', await taps(browser, office, 4), 250, 'ms'),
      ]
    } finally {
      await browser.close()
    }
  })
