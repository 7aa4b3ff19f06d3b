import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needBrowser } from './browsers.ts'

type Answer = { id?: number; type: 'success' | 'error' | 'event'; result?: unknown; message?: string }
type Evaluated = { type: 'success' | 'exception'; result?: { value?: string }; exceptionDetails?: { text: string } }
type Tree = { contexts: { context: string; url: string }[] }
type Task<A extends unknown[], T> = (...args: A) => T | Promise<T>

const preferences = (pushServer: string) => ({
  'dom.push.serverURL': pushServer,
  'dom.push.testing.allowInsecureServerURL': true,
  'dom.push.connection.enabled': true,
  'dom.push.enabled': true,
  'alerts.useSystemBackend': false,
  'permissions.default.desktop-notification': 1,
  'intl.accept_languages': 'nl-NL, nl',
  // A click in a script counts as a tap; nothing else is fetched.
  'network.captive-portal-service.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
})

/** Headless Firefox as the system brings it, driven over WebDriver BiDi. Its push service is the one given. */
export async function openFirefox(pushServer: string) {
  const profile = mkdtempSync(join(tmpdir(), 'seintje-firefox-'))
  const lines = Object.entries(preferences(pushServer)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`)
  writeFileSync(join(profile, 'user.js'), lines.join('\n'))
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', '--remote-allow-system-access', 'about:blank']
  const child = spawn(needBrowser('firefox'), args, { env: { ...process.env, HOME: profile }, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  const { send, shut } = await connect(await addressOf(child.stderr, ended))
  await send('session.new', { capabilities: {} })

  async function run<A extends unknown[], T>(context: string, task: Task<A, T>, args: A): Promise<T> {
    const expression = `(async () => JSON.stringify((await (${task.toString()})(...${JSON.stringify(args)})) ?? null))()`
    const answer = (await send('script.evaluate', { expression, target: { context }, awaitPromise: true, userActivation: true })) as Evaluated
    if (answer.type === 'exception') throw new Error(`in Firefox: ${answer.exceptionDetails?.text}`)
    return JSON.parse(answer.result?.value ?? 'null') as T
  }
  const contexts = async (scope: 'content' | 'chrome') => ((await send('browsingContext.getTree', { 'moz:scope': scope })) as Tree).contexts
  return {
    newPage: async () => pageOf(((await send('browsingContext.create', { type: 'tab' })) as { context: string }).context, send, run),
    /** a device of its own: storage, cookies and service worker shared with no other */
    newDevice: async () => {
      const user = (await send('browser.createUserContext', {})) as { userContext: string }
      return pageOf(((await send('browsingContext.create', { type: 'tab', ...user })) as { context: string }).context, send, run)
    },
    /** addresses of all tabs */
    tabs: async () => (await contexts('content')).map(({ url }) => url),
    /** a tap on the newest notification on the screen, as the person would; false when there is none */
    tapNotification: async () => run((await contexts('chrome'))[0]?.context ?? '', tapNewest, []),
    close: async () => {
      shut()
      child.kill('SIGTERM')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
export type Firefox = Awaited<ReturnType<typeof openFirefox>>
export type FirefoxPage = Awaited<ReturnType<Firefox['newPage']>>

type AlertWindow = { document: Document }
function tapNewest(): boolean {
  const { Services } = globalThis as unknown as { Services: { wm: { getEnumerator: (type: null) => Iterable<AlertWindow> } } }
  const notices = [...Services.wm.getEnumerator(null)].filter(({ document }) => document.documentURI.endsWith('/alert.xhtml'))
  const box = notices.at(-1)?.document.getElementById('alertBox')
  box?.click()
  return Boolean(box)
}

type Send = (method: string, params: object) => Promise<unknown>
type Run = <A extends unknown[], T>(context: string, task: Task<A, T>, args: A) => Promise<T>

function pageOf(context: string, send: Send, runIn: Run) {
  const run = <A extends unknown[], T>(task: Task<A, T>, ...args: A) => runIn(context, task, args)
  /** Asks again until the answer is neither null nor false; throws with what the page says. */
  async function until<A extends unknown[], T>(task: Task<A, T>, ...args: A): Promise<NonNullable<T>> {
    for (let n = 0; n < 150; n++) {
      const answer = await run(task, ...args).catch(() => null)
      if (answer !== null && answer !== undefined && answer !== false) return answer
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    throw new Error(`waited in vain for ${JSON.stringify(args)}; the page says: ${await run(() => document.body.innerText.slice(0, 1500))}`)
  }
  return {
    run,
    until,
    go: async (url: string) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await send('browsingContext.reload', { context, wait: 'complete' })),
    activate: async () => void (await send('browsingContext.activate', { context })),
    close: async () => void (await send('browsingContext.close', { context })),
    says: (words: string) => until((wanted) => document.body.innerText.includes(wanted), words),
    /** taps the link, button or label with these words */
    tap: async (words: string) =>
      void (await until((wanted) => {
        const all = [...document.querySelectorAll<HTMLElement>('button, a, label')]
        const one = all.find((element) => element.innerText.replaceAll(/\s+/g, ' ').includes(wanted) && !(element as HTMLButtonElement).disabled)
        one?.click()
        return one !== undefined
      }, words)),
    fill: async (selector: string, text: string) =>
      void (await until(
        (where, what) => {
          const field = document.querySelector<HTMLTextAreaElement>(where)
          if (!field) return false
          field.focus()
          field.value = what
          field.dispatchEvent(new Event('input', { bubbles: true }))
          field.dispatchEvent(new Event('change', { bubbles: true }))
          return true
        },
        selector,
        text,
      )),
  }
}

async function addressOf(stderr: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<string> {
  let said = ''
  const found = new Promise<string>((resolve) => {
    stderr.on('data', (part: Buffer) => {
      said += String(part)
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
  })
  return Promise.race([found, ended.then(() => Promise.reject(new Error(`Firefox stopped: ${said.slice(-500)}`)))])
}

async function connect(address: string): Promise<{ send: Send; shut: () => void }> {
  const socket = new WebSocket(`${address}/session`)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error('no BiDi session')), { once: true })
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  let last = 0
  const send: Send = (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, (answer) => {
        waiting.delete(id)
        if (answer.type === 'success') resolve(answer.result)
        else reject(new Error(`${method}: ${answer.message}`))
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
  return { send, shut: () => socket.close() }
}
