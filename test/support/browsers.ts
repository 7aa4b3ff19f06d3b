import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** `shell`: Chromium without windows and notifications, for what only looks at pages. It takes a third less; without it Chromium itself does the same. */
export type BrowserName = 'chromium' | 'shell' | 'firefox'

const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright')

/** Where a program may stand: named by the environment, brought by the system, or in Playwright's own folder. */
const places: Record<BrowserName, { env: string; system: readonly string[]; cached: readonly string[] }> = {
  chromium: {
    env: 'CHROMIUM',
    system: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/usr/bin/google-chrome-stable',
      '/snap/bin/chromium',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    cached: ['chromium-*/chrome-linux*/chrome', 'chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium'],
  },
  shell: {
    env: 'CHROMIUM_SHELL',
    system: ['/usr/bin/chromium-headless-shell'],
    cached: ['chromium_headless_shell-*/chrome-*/*headless*shell'],
  },
  firefox: {
    env: 'FIREFOX',
    system: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/snap/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    cached: ['firefox-*/firefox/firefox', 'firefox-*/firefox/Nightly.app/Contents/MacOS/firefox'],
  },
}

/** The browser's program, or null when this machine has none. */
export function findBrowser(name: BrowserName): string | null {
  const { env, system, cached } = places[name]
  const named = process.env[env]
  if (named) return existsSync(named) ? named : null
  const found = system.find((path) => existsSync(path)) ?? globSync(cached as string[], { cwd: cache }).at(-1)
  if (!found) return null
  return found.startsWith('/') ? found : join(cache, found)
}

/** For a test: the program, or an error that says what to do. */
export function needBrowser(name: BrowserName): string {
  const found = findBrowser(name)
  if (!found) throw new Error(`No ${name} on this machine: install it, or name its program in ${places[name].env}`)
  return found
}

const debian: Record<BrowserName, string> = { chromium: 'chromium', shell: 'chromium-headless-shell', firefox: 'firefox-esr' }

const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 8 * 60_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    .status === 0

/** Brings the missing ones: Debian's own as root, else Playwright's. Tells what it does; the caller looks again. */
export function installBrowsers(names: readonly BrowserName[]): void {
  if (names.length === 0) return
  console.log(`Looking for ${names.join(' and ')}: not here, installing…`)
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const install = (...packages: string[]) => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
    const wanted = names.map((name) => debian[name])
    // The shell only saves time: where Debian has none, the rest stands all the same.
    if (run('apt-get', ['update']) && install(...wanted, 'fonts-dejavu-core')) return void (names.includes('chromium') && install(debian.shell))
  }
  run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', ...names])
}
