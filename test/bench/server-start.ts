import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from './figures.ts'
import { freePort } from '../support/free-port.ts'

const root = join(import.meta.dirname, '../..')
const megabyte = 1024 * 1024

/** Starts main.ts as `npm start` does, waits until it answers, looks how big it is, and stops it. Memory is known on Linux only. */
async function startOnce(env: Record<string, string>): Promise<{ seconds: number; rss: number }> {
  const port = await freePort()
  const from = performance.now()
  const child = spawn(process.execPath, ['--import', './api/quick-start.js', 'api/main.ts'], {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  let healthy = false
  while (!healthy && performance.now() - from < 60_000 && child.exitCode === null) {
    healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (!healthy) await new Promise((later) => setTimeout(later, 20))
  }
  const seconds = (performance.now() - from) / 1000
  if (!healthy) throw new Error('the server did not become ready')
  await new Promise((later) => setTimeout(later, 3_000))
  const rss = process.platform === 'linux' ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024 : 0
  child.kill('SIGTERM')
  await ended
  return { seconds, rss: rss / megabyte }
}

/** Ready and how large, on a store that is there already, both ways. */
export async function serverStart(dataDir: string, databaseUrl: string): Promise<Figure[]> {
  const embedded = { DATA_DIR: dataDir }
  const server = { DATA_DIR: `${dataDir}-beside`, DATABASE_URL: databaseUrl }
  await startOnce(embedded)
  await startOnce(server)
  const [one, two] = [await startOnce(embedded), await startOnce(server)]
  return [
    { what: 'server ready on an existing data folder', value: one.seconds, unit: 's', limit: 3 },
    { what: 'its memory, embedded store', value: one.rss, unit: 'MB', limit: 350 },
    { what: 'server ready on PostgreSQL', value: two.seconds, unit: 's', limit: 3 },
    { what: 'its memory, PostgreSQL', value: two.rss, unit: 'MB', limit: 200 },
  ]
}
