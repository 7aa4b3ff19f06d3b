import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type OfficeOptions = { dataDir: string; databaseUrl?: string; smtpUrl?: string; pushOrigin?: string; people: number; linker?: false }
export type OfficeReady = { port: number; cookies: string[]; identityIds: string[] }
export type OfficeWish = { fill?: number; register?: true; closed?: number; due?: true; ticks?: number; count?: true; close?: true }
/** The quickest tenth of so many cycles of the engine, and of so many looks of its audit, in milliseconds. */
export type TickTimes = { tick: number; audit: number }
/** What lies in the store, the most memory the process had since it was ready in bytes, and the processor time it took. */
export type OfficeCounts = { reports: number; incidents: number; photos: number; peakRss: number; cpuSeconds: number }

const quickStart = new URL('../../api/quick-start.js', import.meta.url).href
const script = (name: string) => join(import.meta.dirname, name)

export function startProcess(name: string, env: Record<string, string>) {
  const child = fork(script(name), { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: ['--import', quickStart] })
  const ended = once(child, 'exit')
  const heard = async () => {
    const [first] = (await Promise.race([
      once(child, 'message'),
      ended.then(([code]) => Promise.reject(new Error(`${name} stopped with ${code}`))),
    ])) as unknown[]
    return first
  }
  return { child, heard, ended }
}

/** The office in a process of its own; `fill` adds incidents that are long over. */
export async function startOffice(options: OfficeOptions) {
  const { child, heard, ended } = startProcess('office-server.ts', { BENCH_OFFICE: JSON.stringify(options) })
  const ready = (await heard()) as OfficeReady
  return {
    ...ready,
    fill: async (count: number) => {
      child.send({ fill: count } satisfies OfficeWish)
      await heard()
    },
    /** an entry in the register for every incident */
    fillRegister: async () => {
      child.send({ register: true } satisfies OfficeWish)
      await heard()
    },
    /** adds incidents that are over, with all that rang for them */
    addClosed: async (closed: number) => {
      child.send({ closed } satisfies OfficeWish)
      await heard()
    },
    /** the second step of every alarm is due by now */
    makeDue: async () => {
      child.send({ due: true } satisfies OfficeWish)
      await heard()
    },
    ticks: async (ticks: number) => {
      child.send({ ticks } satisfies OfficeWish)
      return (await heard()) as TickTimes
    },
    count: async () => {
      child.send({ count: true } satisfies OfficeWish)
      return (await heard()) as OfficeCounts
    },
    close: async () => {
      child.send({ close: true } satisfies OfficeWish)
      await ended
    },
  }
}

/** What it is compared with: Hono, one INSERT, nothing else, on the same PostgreSQL. */
export async function startBare(databaseUrl: string) {
  const { child, heard, ended } = startProcess('bare-server.ts', { DATABASE_URL: databaseUrl })
  const { port } = (await heard()) as { port: number }
  return {
    port,
    cookies: ['bare=1'],
    close: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
