import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'

const kills = 20
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

it(`loses no acknowledged report and doubles none when the server is killed ${kills} times under load`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'seintje-kill-'))
  const acknowledged = new Map<string, string>()
  const unsure = new Map<string, string>()
  try {
    for (let round = 0; round < kills; round++) {
      const server = await start(dataDir)
      const cookie = await signIn()
      const put = (id: string, body: string) =>
        fetch(`${origin}/api/v1/reports/${id}`, { method: 'PUT', headers: { cookie, 'content-type': 'application/json' }, body })
      // What the last kill left in doubt is sent again first, as a phone does.
      for (const [id, body] of unsure) {
        const answer = await put(id, body)
        expect([200, 201]).toContain(answer.status)
        acknowledged.set(id, (await answer.json()).number)
      }
      unsure.clear()
      const exited = new Promise((resolve) => server.once('exit', resolve))
      let dead = false
      const load = async () => {
        while (!dead) {
          const id = v7()
          const body = JSON.stringify({
            shape: 1,
            kind: 'deviceLost',
            description: `Ronde ${round}`,
            discoveredBasis: 'unknown',
            reportedAt: new Date().toISOString(),
          })
          unsure.set(id, body)
          const answer = await put(id, body).catch(() => undefined)
          const read = answer?.ok ? await answer.json().catch(() => undefined) : undefined
          if (answer?.status === 429) return void unsure.delete(id)
          if (!read) return
          unsure.delete(id)
          acknowledged.set(id, read.number)
        }
      }
      const loads = Promise.all([load(), load(), load(), load()])
      await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 120))
      server.kill('SIGKILL')
      dead = true
      await exited
      await loads
    }
    const last = await start(dataDir)
    const cookie = await signIn()
    for (const [id, body] of unsure) {
      const answer = await fetch(`${origin}/api/v1/reports/${id}`, { method: 'PUT', headers: { cookie, 'content-type': 'application/json' }, body })
      acknowledged.set(id, (await answer.json()).number)
    }
    const ids = [...acknowledged.keys()]
    const missing: string[] = []
    for (let i = 0; i < ids.length; i += 400) {
      const answer = await fetch(`${origin}/api/v1/reports/reconcile`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ ids: ids.slice(i, i + 400) }),
      })
      missing.push(...(await answer.json()).missing)
    }
    expect(missing).toEqual([])
    expect(ids.length).toBeGreaterThan(kills * 5)
    expect(new Set(acknowledged.values()).size).toBe(ids.length)
    // What is stored is what was acknowledged: as many incidents as reports, no more.
    const desk = await signIn('dpo')
    const stored: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { number: string }[]; nextCursor: string | null } = await (
        await fetch(`${origin}/api/v1/incidents${cursor && `?cursor=${cursor}`}`, { headers: { cookie: desk } })
      ).json()
      stored.push(...page.items.map((item) => item.number))
      cursor = page.nextCursor
    }
    expect(stored.toSorted()).toEqual([...acknowledged.values()].toSorted())
    const exited = new Promise((resolve) => last.once('exit', resolve))
    last.kill('SIGTERM')
    expect(await exited).toBe(0)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 240_000)
