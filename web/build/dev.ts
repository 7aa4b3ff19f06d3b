import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** `npm run dev`: the web with hot reload on 5173, the API with watch on PORT (8080), the demo board in DATA_DIR (data/dev). */
const root = join(import.meta.dirname, '../..')
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
const port = process.env.PORT ?? '8080'
const env = {
  ...process.env,
  PORT: port,
  API_URL: `http://127.0.0.1:${port}`,
  PUBLIC_URL: 'http://localhost:5173',
  DATA_DIR: process.env.DATA_DIR ?? 'data/dev',
}

const children: ChildProcess[] = [
  spawn(process.execPath, ['--watch', 'api/main.ts'], { cwd: root, stdio: 'inherit', env }),
  spawn(process.execPath, [vite], { cwd: root, stdio: 'inherit', env }),
]

let stopping = false
const stopAll = (code: number) => {
  if (stopping) return
  stopping = true
  for (const child of children) child.kill('SIGTERM')
  process.exitCode = code
}
for (const child of children) child.on('exit', (code) => stopAll(code ?? 0))
process.on('SIGINT', () => stopAll(0))
process.on('SIGTERM', () => stopAll(0))
