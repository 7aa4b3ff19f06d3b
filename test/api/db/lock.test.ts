import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder, type FolderLock } from '../../../api/db/lock.ts'

let parent: string
let folder: string
let path: string
const held: FolderLock[] = []
const lock = async () => {
  const got = await lockFolder(folder, { silenceMs: 300 })
  held.push(got)
  return got
}
const holder = () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'seintje-lock-'))
  folder = join(parent, 'store')
  path = `${folder}.lock`
})
afterEach(() => {
  held.splice(0).forEach((one) => one.release())
  rmSync(parent, { recursive: true, force: true })
})

it('says who has it, and is gone after release, however often', async () => {
  const got = await lock()
  expect(holder()).toMatchObject({ pid: process.pid, host: hostname() })
  got.release()
  got.release()
  expect(existsSync(path)).toBe(false)
})

it('is never taken from a living process, in this one or another', async () => {
  await lock()
  await expect(lock()).rejects.toMatchObject({ name: 'StartRefusal', code: 'folderLocked', message: expect.stringContaining(String(process.pid)) })
  expect(holder()).toMatchObject({ pid: process.pid })
})

it('is taken over from a process that ended', async () => {
  const first = await lock()
  const dead = { ...holder(), token: 'another', pid: spawnSync(process.execPath, ['-e', '']).pid }
  first.release()
  writeFileSync(path, JSON.stringify(dead))
  const second = await lock()
  expect(holder()).toMatchObject({ pid: process.pid, token: second.token })
})

it('is taken over when its number was given to another process since, where the system tells', async () => {
  const first = await lock()
  const reused = { ...holder(), token: 'another', start: '1' }
  first.release()
  writeFileSync(path, JSON.stringify(reused))
  if (existsSync('/proc/self/stat')) expect((await lock()).held()).toBe(true)
  else await expect(lock()).rejects.toMatchObject({ code: 'folderLocked' })
})

it('of another machine or container is taken over only when it has gone silent', async () => {
  const first = await lock()
  const elsewhere = { ...holder(), token: 'another', boot: 'another machine', space: 'another space', host: 'elsewhere' }
  first.release()
  writeFileSync(path, JSON.stringify(elsewhere))
  const beating = setInterval(() => writeFileSync(path, JSON.stringify({ ...elsewhere, beat: Math.round(performance.now()) })), 50)
  await expect(lock()).rejects.toMatchObject({ code: 'folderLocked' })
  clearInterval(beating)
  expect((await lock()).held()).toBe(true)
})

it('left half written is taken over when nobody goes on with it', async () => {
  writeFileSync(path, '{"pid"')
  expect((await lock()).held()).toBe(true)
})

it('goes to one of several who find it dead at once', async () => {
  writeFileSync(path, '')
  utimesSync(path, 0, 0)
  const results = await Promise.allSettled([lock(), lock(), lock(), lock()])
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  expect(held.filter((one) => one.held())).toHaveLength(1)
})

it('tells its holder when it was taken away, and is then left alone', async () => {
  const got = await lock()
  writeFileSync(path, JSON.stringify({ ...holder(), token: 'another' }))
  await expect.poll(() => got.held(), { timeout: 5_000 }).toBe(false)
  got.release()
  expect(holder()).toMatchObject({ token: 'another' })
})
