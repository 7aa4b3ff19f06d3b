import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** A node program run beside the test; its lines are kept as they come. */
export function startProgram(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  const closed = new Promise<void>((done) => child.once('close', () => done()))
  let isClosed = false
  void closed.then(() => (isClosed = true))
  return {
    pid: child.pid,
    lines,
    /** the answer to it, once there are more lines than now */
    tell: async (text: string) => {
      const before = lines.length
      child.stdin.write(`${text}\n`)
      while (lines.length === before && !isClosed) await sleep(10)
      return lines.at(-1)
    },
    until: async (count: number) => {
      while (lines.length < count && !isClosed) await sleep(10)
    },
    end: async () => {
      child.stdin.end()
      await closed
      return child.exitCode
    },
    kill: async (signal: NodeJS.Signals = 'SIGKILL') => {
      child.kill(signal)
      await closed
    },
    /** its last line, as JSON */
    answer: async <T>(): Promise<T> => {
      child.stdin.end()
      await closed
      return JSON.parse(lines.at(-1) ?? 'null') as T
    },
  }
}
