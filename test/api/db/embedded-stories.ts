import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Claim } from '../../../api/db/installation.ts'
import { makeRootKeys } from '../../../api/db/keys.ts'
import { openDb } from '../../../api/db/open.ts'
import { startProgram } from '../../support/child-process.ts'

const program = fileURLToPath(new URL('../../support/store-process.ts', import.meta.url))
type Refusal = { refused: string; code: string; message: string }

/** Each in processes of its own on a copy of one fresh folder. */
export function embeddedStories() {
  // Each process makes or opens a store: seconds, and more beside other tests.
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
  const folder = mkdtempSync(join(tmpdir(), 'seintje-store-'))
  const fresh = join(folder, 'fresh')
  const dataDir = join(folder, 'data')
  const start = (what: string, dir = dataDir) => startProgram(program, dir, what)
  const answerOf = <T>(what: string) => start(what).answer<T>()

  beforeAll(async () => {
    expect(await start('rows', fresh).answer()).toEqual([])
    expect(readdirSync(fresh)).toEqual(['store'])
  })
  beforeEach(() => {
    rmSync(dataDir, { recursive: true, force: true })
    cpSync(fresh, dataDir, { recursive: true })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  describe('the embedded store', () => {
    it('brings each commit to the disk with fsync, and a read not', async () => {
      const { perCommit, perRead } = await answerOf<{ perCommit: number[]; perRead: number }>('fsyncs')
      expect(perCommit.every((times) => times >= 1)).toBe(true)
      expect(perRead).toBe(0)
    })

    it('has each report on the disk before it is acknowledged', async () => {
      const answers = await answerOf<{ status: number; fsyncs: number }[]>('reports')
      expect(answers.map(({ status, fsyncs }) => [status, fsyncs >= 1])).toEqual(Array.from({ length: 5 }, () => [201, true]))
    })

    it('keeps every acknowledged row when the process is killed under load, and takes over the lock of the dead', async () => {
      const acknowledged: string[] = []
      for (let round = 0; round < 4; round++) {
        const writer = start('write')
        await writer.until(40 + round * 15)
        await writer.kill()
        acknowledged.push(...writer.lines.slice(1))
        expect(existsSync(join(dataDir, 'store.lock'))).toBe(true)
      }
      const stored = await answerOf<string[]>('rows')
      expect(acknowledged.length).toBeGreaterThan(150)
      expect(new Set(stored).size).toBe(stored.length)
      expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([])
    })

    it('refuses a second process on the folder, and the first goes on', async () => {
      const first = start('hold')
      await first.until(1)
      const refusal = await answerOf<Refusal>('rows')
      expect(refusal).toMatchObject({ refused: 'StartRefusal', code: 'folderLocked' })
      expect(refusal.message).toContain(String(first.pid))
      const row = await first.tell('write')
      expect(await first.end()).toBe(0)
      expect(await answerOf<string[]>('rows')).toEqual([row])
    })

    it('acknowledges nothing once the disk failed, and goes on with all rows when it works again', async () => {
      const { codes, rows, after } = await answerOf<{ codes: string[]; rows: number; after: number }>('break')
      expect(codes).toEqual(['server.unavailable', 'server.unavailable', 'server.unavailable'])
      // the row whose fsync failed may have reached the disk: its sender heard no and sends it again
      expect([1, 2]).toContain(rows)
      expect(after).toBe(rows + 1)
    })

    it('cuts its log while it runs, so that the folder does not grow with every report', async () => {
      const { logFiles, rows } = await answerOf<{ logFiles: number; rows: number }>('fill')
      expect(rows).toBeGreaterThan(200)
      expect(logFiles).toBeLessThan(16)
    })

    it('cuts its log in a quiet moment, when nobody waits for an answer', async () => {
      const { busy, quiet } = await answerOf<{ busy: number; quiet: number }>('rest')
      expect(busy).toBeGreaterThan(4)
      expect(quiet).toBeLessThan(busy)
    })
  })

  it('refuses data of another root key or mode, and lets go of the folder each time', async () => {
    const keys = await makeRootKeys(new Uint8Array(32).fill(1))
    const otherKeys = await makeRootKeys(new Uint8Array(32).fill(2))
    const open = (claim: Claim) => openDb({ dataDir, claim }).then((db) => db.close())
    await open({ keys, mode: 'production' })
    await expect(open({ keys, mode: 'demo' })).rejects.toMatchObject({ code: 'demoOnProduction' })
    await expect(open({ keys: otherKeys, mode: 'production' })).rejects.toMatchObject({ code: 'otherKey' })
    await open({ keys, mode: 'production' })
  })

  const damages: [string, string, () => void][] = [
    ['a damaged folder', 'folderUnreadable', () => writeFileSync(join(dataDir, 'store/global/pg_control'), Buffer.alloc(8192, 7))],
    ['a folder whose log is gone', 'folderUnreadable', () => rmSync(join(dataDir, 'store/pg_wal'), { recursive: true })],
    ['a folder of another PostgreSQL', 'folderVersion', () => writeFileSync(join(dataDir, 'store/PG_VERSION'), '17\n')],
    ['a folder of something else', 'folderStrange', () => rmSync(join(dataDir, 'store/PG_VERSION'))],
  ]
  it.each(damages)('refuses %s in one line, changes nothing and lets go of the lock', async (_, code, damage) => {
    damage()
    const before = readdirSync(dataDir, { recursive: true }).toSorted()
    const refusal = await answerOf<Refusal>('rows')
    expect(refusal).toMatchObject({ refused: 'StartRefusal', code })
    expect(refusal.message).not.toContain('\n')
    expect(readdirSync(dataDir, { recursive: true }).toSorted()).toEqual(before)
  })

  it('says that it may not write where it may not', async () => {
    writeFileSync(join(folder, 'file'), '')
    expect(await start('rows', join(folder, 'file/data')).answer()).toMatchObject({ refused: 'StartRefusal', code: 'folderNotWritable' })
  })
}
