import { existsSync, readFileSync, readlinkSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { startRefusal } from '../start-refusal.ts'

/**
 * Two processes on one folder both seem to succeed and lose rows, so a lock stands beside it: made with O_EXCL, holding who has it.
 * `boot` and `space` (the machine's start and its process numbers) say where `pid` means anything, `start` whether that number was handed out again.
 */
type Holder = { token: string; pid: number; start: string; boot: string; space: string; host: string; beat: number }
export interface FolderLock {
  token: string
  /** false once another process took the lock: nothing may be written any more */
  held: () => boolean
  release: () => void
}

const beatMs = 2_000
/** A lock from another container or machine is dead when it does not beat for so long. */
const silenceMs = 12_000

/** Refuses: start.folderLocked. Never takes the lock of a living process. */
export async function lockFolder(folder: string, options: { silenceMs?: number } = {}): Promise<FolderLock> {
  const path = `${folder}.lock`
  const mine = thisProcess()
  for (let attempt = 0; attempt < 5; attempt++) {
    if (writeNew(path, mine)) return hold(path, mine)
    const found = readText(path)
    if (found === undefined) continue
    if (!(await isDead(path, found, mine, options.silenceMs ?? silenceMs)))
      throw startRefusal('folderLocked', { folder, pid: read(found)?.pid ?? '?', lock: path })
    takeAway(path, found, mine.token)
  }
  throw startRefusal('folderLocked', { folder, pid: read(readText(path) ?? '')?.pid ?? '?', lock: path })
}

function thisProcess(): Holder {
  return {
    token: Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex'),
    pid: process.pid,
    start: startOf(process.pid),
    boot: tryRead('/proc/sys/kernel/random/boot_id'),
    space: pidSpace(),
    host: hostname(),
    beat: 0,
  }
}

function writeNew(path: string, holder: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function isDead(path: string, found: string, mine: Holder, silence: number): Promise<boolean> {
  const holder = read(found)
  // Where the number says nothing (another container or machine, or half a file) only its beat does.
  if (!holder || holder.boot !== mine.boot || holder.space !== mine.space) {
    await sleep(silence)
    return readText(path) === found
  }
  if (!isRunning(holder.pid)) return true
  const start = startOf(holder.pid)
  return start === 'gone' || (holder.start !== '' && start !== '' && start !== holder.start)
}

/** Renaming is atomic: of several who found the same dead lock one gets it. Who got a fresh one instead puts it back. */
function takeAway(path: string, dead: string, token: string) {
  const aside = `${path}.${token}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (readText(aside) !== dead && !existsSync(path)) renameSync(aside, path)
  else unlinkSync(aside)
}

function hold(path: string, mine: Holder): FolderLock {
  let state: 'held' | 'lost' | 'released' = 'held'
  const isMine = () => read(readText(path) ?? '')?.token === mine.token
  const beat = setInterval(() => {
    if (!isMine()) state = 'lost'
    else if (state === 'held') tryWrite(path, JSON.stringify({ ...mine, beat: ++mine.beat }))
  }, beatMs).unref()
  const release = () => {
    if (state === 'released') return
    clearInterval(beat)
    process.off('exit', release)
    if (isMine()) unlinkSync(path)
    state = 'released'
  }
  process.once('exit', release)
  return { token: mine.token, held: () => state === 'held', release }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Linux only, in clock ticks since the machine started; 'gone' when it ended and nobody asked for its status yet; '' elsewhere. */
function startOf(pid: number): string {
  const stat = tryRead(`/proc/${pid}/stat`)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? 'gone' : (fields[19] ?? '')
}

function pidSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return hostname()
  }
}

const tryRead = (path: string) => readText(path)?.trim() ?? ''

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** A full disk is no reason to lose the lock. */
function tryWrite(path: string, text: string) {
  try {
    writeFileSync(path, text, { flag: 'r+' })
  } catch {
    return
  }
}

function read(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder
    return typeof holder?.pid === 'number' ? holder : undefined
  } catch {
    return undefined
  }
}
