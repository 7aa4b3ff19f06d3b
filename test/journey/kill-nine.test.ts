import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'

const kills = 8
const port = 18_000 + (process.pid % 2000)
const origin = `http://localhost:${port}`

/** The real server as anyone starts it, on a folder of its own. */
async function start(dataDir: string): Promise<ChildProcess> {
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent', SEINTJE_MODE: 'demo', NODE_ENV: 'test' }
  const child = spawn(process.execPath, ['--import', './api/quick-start.js', 'api/main.ts'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let refusal = ''
  child.stderr!.on('data', (part) => (refusal += part))
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error(`the server did not start: ${refusal}`)
    const ok = await fetch(`${origin}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ok) return child
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the server did not become ready')
}

const signIn = async (persona = 'teacher') => {
  const answer = await fetch(`${origin}/api/v1/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  })
  return answer.headers.get('set-cookie')!.split(';')[0]!
}

type Put = (id: string, body: string) => Promise<Response>
const putAs =
  (cookie: string): Put =>
  (id, body) =>
    fetch(`${origin}/api/v1/reports/${id}`, { method: 'PUT', headers: { cookie, 'content-type': 'application/json' }, body })

/** What the phones know: acknowledged with a number, or sent without an answer. */
const acknowledged = new Map<string, string>()
const unsure = new Map<string, string>()

/** What the last kill left in doubt is sent again, as a phone does. */
async function sendAgain(put: Put) {
  for (const [id, body] of unsure) {
    const answer = await put(id, body)
    expect([200, 201]).toContain(answer.status)
    acknowledged.set(id, (await answer.json()).number)
  }
  unsure.clear()
}

/** Sends one report after another until the server no longer answers. */
async function load(put: Put): Promise<void> {
  for (;;) {
    const id = v7()
    const body = JSON.stringify({ shape: 1, kind: 'deviceLost', description: 'Kwijt', discoveredBasis: 'unknown', reportedAt: new Date().toISOString() })
    unsure.set(id, body)
    const answer = await put(id, body).catch(() => undefined)
    if (answer?.status === 429) return void unsure.delete(id)
    const read = answer?.ok ? await answer.json().catch(() => undefined) : undefined
    if (!read) return
    unsure.delete(id)
    acknowledged.set(id, read.number)
  }
}

async function missingOf(cookie: string, ids: readonly string[]): Promise<string[]> {
  const missing: string[] = []
  for (let i = 0; i < ids.length; i += 400) {
    const headers = { cookie, 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/api/v1/reports/reconcile`, { method: 'POST', headers, body: JSON.stringify({ ids: ids.slice(i, i + 400) }) })
    missing.push(...(await answer.json()).missing)
  }
  return missing
}

/** The numbers of all incidents there are, as the desk lists them. */
async function storedNumbers(cookie: string): Promise<string[]> {
  const numbers: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const answer = await fetch(`${origin}/api/v1/incidents${cursor && `?cursor=${cursor}`}`, { headers: { cookie } })
    const page = (await answer.json()) as { items: { number: string }[]; nextCursor: string | null }
    numbers.push(...page.items.map((item) => item.number))
    cursor = page.nextCursor
  }
  return numbers
}

const ended = (server: ChildProcess) => new Promise<number | null>((resolve) => void server.once('exit', resolve))

it(`loses no acknowledged report and doubles none when the server is killed ${kills} times under load`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'seintje-kill-'))
  try {
    for (let round = 0; round < kills; round++) {
      const server = await start(dataDir)
      const put = putAs(await signIn())
      await sendAgain(put)
      const loads = Promise.all([load(put), load(put), load(put), load(put)])
      await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 120))
      const gone = ended(server)
      server.kill('SIGKILL')
      await Promise.all([gone, loads])
    }
    const last = await start(dataDir)
    const cookie = await signIn()
    await sendAgain(putAs(cookie))
    expect(acknowledged.size).toBeGreaterThan(kills * 2)
    expect(await missingOf(cookie, [...acknowledged.keys()])).toEqual([])
    // What is stored is what was acknowledged: as many incidents as reports, each with a number of its own.
    expect(new Set(acknowledged.values()).size).toBe(acknowledged.size)
    expect((await storedNumbers(await signIn('dpo'))).toSorted()).toEqual([...acknowledged.values()].toSorted())
    const closed = ended(last)
    last.kill('SIGTERM')
    expect(await closed).toBe(0)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 240_000)
