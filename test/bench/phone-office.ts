import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { badLine } from './phone-line.ts'
import { freePort } from '../support/free-port.ts'

const root = join(import.meta.dirname, '../..')

export type Office = { line: Awaited<ReturnType<typeof badLine>>; origin: string }

/** The demo as `npm start` runs it, behind a line that can be bad or gone. */
export async function withDemo<T>(dataDir: string, work: (office: Office) => Promise<T>): Promise<T> {
  if (!existsSync(join(root, 'dist/web/index.html'))) throw new Error('no built web app: run `npm run build` first')
  const port = await freePort()
  const line = await badLine(port)
  const child = spawn(process.execPath, ['--import', './api/quick-start.js', 'api/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), PUBLIC_URL: line.origin, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  try {
    for (let healthy = false; !healthy; await new Promise((later) => setTimeout(later, 50))) {
      if (child.exitCode !== null) throw new Error('the server did not start')
      healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    }
    return await work({ line, origin: line.origin })
  } finally {
    await line.close()
    child.kill('SIGTERM')
    await ended
  }
}
