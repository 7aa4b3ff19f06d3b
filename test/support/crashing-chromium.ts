import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { needBrowser } from './browsers.ts'

const args = (profile: string) => [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
  `--user-data-dir=${profile}`,
  'about:blank',
]

/** A phone's browser with its storage on disk: it can be closed, or die at once with all its processes, and be started again. */
export function crashingChromium() {
  const profile = mkdtempSync(join(tmpdir(), 'seintje-phone-'))
  let end: (how: 'close' | 'kill') => Promise<void> = async () => {}

  async function start(): Promise<Page> {
    const child = spawn(needBrowser('chromium'), args(profile), {
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      env: { ...process.env, TZ: 'Europe/Amsterdam' },
    })
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const endpoint = await new Promise<string>((resolve, reject) => {
      let said = ''
      child.stderr.on('data', (part: Buffer) => {
        said += part.toString()
        const found = /ws:\/\/\S+/.exec(said)?.[0]
        if (found) resolve(found)
      })
      child.once('exit', () => reject(new Error(`Chromium did not start: ${said.slice(-500)}`)))
    })
    const browser = await chromium.connectOverCDP(endpoint)
    end = async (how) => {
      if (how === 'kill') process.kill(-child.pid!, 'SIGKILL')
      else await (await browser.newBrowserCDPSession()).send('Browser.close').catch(() => undefined)
      await exited
      await browser.close().catch(() => undefined)
      end = async () => {}
    }
    const context = browser.contexts()[0]!
    return context.pages()[0] ?? context.newPage()
  }

  return {
    start,
    /** as a person closes it */
    quit: () => end('close'),
    /** SIGKILL for the browser and all it started: nothing is written any more */
    die: () => end('kill'),
    dispose: async () => {
      await end('kill')
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}
