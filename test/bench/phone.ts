import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openChromium, openKept, openPage, signIn, workerReady } from '../support/chromium.ts'
import type { Figure } from './figures.ts'
import { fillForm, slowPage, tapUntilKept, untilNextStep, untilUsable, type Slowness } from './phone-device.ts'
import { badLine, type Line } from './phone-line.ts'
import { staticPage } from './phone-static.ts'

const root = join(import.meta.dirname, '../..')
const lines = {
  fast3g: { name: '1.6 Mbit/s', bitsPerSecond: 1_600_000, roundTripMs: 150 },
  slow3g: { name: 'slow 3G', bitsPerSecond: 400_000, roundTripMs: 400 },
} satisfies Record<string, Line>

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const show = (values: readonly number[]) => values.map((value) => value.toFixed(0)).join(' ')

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

/** The demo as `npm start` runs it, behind a line that can be bad. */
async function demo(dataDir: string) {
  if (!existsSync(join(root, 'dist/web/index.html'))) throw new Error('no built web app: run `npm run build` first')
  const port = await freePort()
  const line = await badLine(port)
  const child = spawn(process.execPath, ['--import', './api/quick-start.js', 'api/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), PUBLIC_URL: line.origin, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  for (let healthy = false; !healthy; await new Promise((later) => setTimeout(later, 50))) {
    if (child.exitCode !== null) throw new Error('the server did not start')
    healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  }
  const close = async () => {
    await line.close()
    child.kill('SIGTERM')
    await ended
  }
  return { line, origin: line.origin, close }
}
type Demo = Awaited<ReturnType<typeof demo>>

/** A phone that was never here before, each time. */
async function firstVisit(browser: Browser, { line, origin }: Demo, over: Line, path: string, what: 'button' | 'tiles'): Promise<number> {
  const { context } = { context: (await openPage(browser)).context() }
  line.shape(over)
  const took = await untilUsable(await slowPage(context, 4), origin + path, what)
  line.shape(null)
  await context.close()
  return took
}

/** One visit with a network and everything kept; then the browser is closed, opened again, and there is none. */
async function coldOffline(folder: string, { line, origin }: Pick<Demo, 'line' | 'origin'>, path: string): Promise<{ tile: number; next: number }> {
  const visit = await openKept(folder)
  const page = await slowPage(visit, 1)
  await page.goto(origin)
  await workerReady(page)
  await visit.close()
  await line.down()
  const phone = await openKept(folder)
  const screen = await slowPage(phone, 4)
  const tile = await untilUsable(screen, origin + path, 'tiles')
  const next = path === '/melden' ? await untilNextStep(screen) : NaN
  await phone.close()
  await line.up()
  return { tile, next }
}

/** Signed in and without a network, so that what stands on the screen is what this device has kept. */
async function taps(browser: Browser, { line, origin }: Demo, times: number, rate: Slowness): Promise<number[]> {
  const page = await openPage(browser)
  await signIn(page, origin, 'teacher')
  await workerReady(page)
  await slowPage(page.context(), rate)
  await line.down()
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    await fillForm(page, origin)
    took.push(await tapUntilKept(page))
  }
  await line.up()
  await page.context().close()
  return took
}

/** A poor phone: four times slower than this machine, on a bad line at its first visit and without one afterwards. */
export async function poorPhone(folder: string, wanted: readonly string[] = []): Promise<Figure[]> {
  const here = await demo(join(folder, 'demo'))
  const plain = await staticPage()
  const plainLine = await badLine(plain.port)
  const browser = await openChromium()
  const figures: Figure[] = []
  const add = (what: string, took: readonly number[], limit: number, unit: 'ms' | 's' = 's') => {
    console.log(`  ${what}: ${show(took)}`)
    figures.push({ what, value: median(took) / (unit === 's' ? 1_000 : 1), unit, limit })
  }
  const asked = (part: string) => wanted.length === 0 || wanted.includes(part)
  const repeat = async (times: number, work: (n: number) => Promise<number>) => {
    const took: number[] = []
    for (let n = 0; n < times; n++) took.push(await work(n))
    return took
  }
  try {
    const first = (over: Line, path: string, what: 'button' | 'tiles', times: number) => repeat(times, () => firstVisit(browser, here, over, path, what))
    if (asked('first')) {
      add('first visit at 1.6 Mbit/s and 4× slower: the button', await first(lines.fast3g, '/', 'button', 7), 2)
      add('the same on slow 3G', await first(lines.slow3g, '/', 'button', 5), 5)
      add('first visit straight to the form at 1.6 Mbit/s and 4× slower', await first(lines.fast3g, '/melden', 'tiles', 7), 2.5)
      add('the same on slow 3G', await first(lines.slow3g, '/melden', 'tiles', 5), 7)
    }
    if (asked('offline')) {
      const [ours, next, least]: [number[], number[], number[]] = [[], [], []]
      for (let n = 0; n < 7; n++) {
        const form = await coldOffline(join(folder, `phone-${n}`), here, '/melden')
        ours.push(form.tile)
        next.push(form.next)
        least.push((await coldOffline(join(folder, `plain-${n}`), { line: plainLine, origin: plainLine.origin }, '/')).tile)
      }
      console.log(`  ours ${show(ours)}, static page ${show(least)}`)
      figures.push({ what: 'cold start without a network at 4× slower, beside a static page', value: median(ours) / median(least), unit: '×', limit: 1.5 })
      figures.push({ what: 'the same, until a tile answers a tap', value: median(ours) / 1_000, unit: 's', limit: 1 })
      add('the same, until "Verder", tapped at once, has brought the next step', next, 2)
    }
    if (asked('tap')) {
      add('tap on "Verstuur" until it is kept, without a network', await taps(browser, here, 9, 1), 100, 'ms')
      add('the same, 4× slower', await taps(browser, here, 9, 4), 250, 'ms')
    }
    return figures
  } finally {
    await browser.close()
    await plainLine.close()
    plain.close()
    await here.close()
  }
}
