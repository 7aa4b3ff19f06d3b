import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { lockFolder } from '../../../api/db/lock.ts'
import { signPlace } from '../../../api/events/chain-key.ts'
import { cutAt } from '../../../api/events/chain-store.ts'
import { cutLog } from '../../../api/events/cut-log.ts'
import { makeLinker } from '../../../api/events/linker.ts'
import { readVerifyArgs, verifyDatabase } from '../../../api/events/verify-log.ts'
import type { LogPage } from '../../../shared/access/log-views.ts'
import { days, minutes } from '../../../shared/instant.ts'
import { board, logOf } from '../../support/log-attacks.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let folder: string
let h: Office
const reportOne = async () => (await h.as('teacher')).put(`/reports/${h.deps.newId()}`, lostStick(h.now()))
const verified = async () => {
  const { lines, ok } = await verifyDatabase(h.deps)
  return { ok, told: lines.slice(1).join('\n') }
}
const heads = () => join(h.deps.env.ledgerDir, 'chain-heads.jsonl')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seintje-heads-'))
})
beforeEach(async () => {
  // so long ago that the database itself lets two years be cut
  h = await office({ at: '2020-03-02T09:15:00.000Z', env: { ledgerDir: join(folder, crypto.randomUUID()) } })
})
afterEach(() => h.drop())
afterAll(() => rmSync(folder, { recursive: true }))

it('is content with a log that is whole, and knows its public key and its heads', async () => {
  await reportOne()
  await h.engine.tick()
  await h.advance(minutes(2))
  const { ok, told } = await verified()
  expect(told).not.toContain('ouder')
  expect([ok, told]).toEqual([true, expect.stringMatching(/^goed \/ good .*: \d+ regels/)])
  expect(readFileSync(heads(), 'utf8').trim().split('\n').length).toBeGreaterThan(0)
})

it('names what an older back-up lacks, and an end that was cut off with its links', async () => {
  await h.engine.tick()
  const [before] = await h.sql<{ last: number }>('select max(position)::int as last from event_link')
  await reportOne()
  await h.advance(minutes(2))
  await h.sql(`delete from event where sequence in (select event_sequence from event_link where position > ${before!.last})`)
  await h.sql(`delete from event_link where position > ${before!.last}`)
  const short = await verified()
  expect(short).toEqual({ ok: false, told: expect.stringContaining(`position ${before!.last + 1}: cutShort`) })
  // In plain words, for who put a back-up back and for who did not.
  for (const told of [`De database is ouder dan ${heads()}`, 'onder een andere naam', `The database is older than ${heads()}`, 'If nobody put anything back'])
    expect(short.told).toContain(told)
  // the server goes on after the restore: what it writes now is not what once stood there
  await reportOne()
  await reportOne()
  await h.advance(minutes(2))
  expect((await verified()).told).toMatch(/rewritten.*De database is ouder/s)
  // What it says to do is enough.
  renameSync(heads(), `${heads()}-2026-03-02`)
  expect(await verified()).toMatchObject({ ok: true, told: expect.not.stringContaining('ouder') })
})

it('is not content without the heads outside the database, unless it was told so', async () => {
  await reportOne()
  await h.engine.tick()
  await h.advance(minutes(2))
  rmSync(heads())
  expect(await verified()).toMatchObject({ ok: false, told: expect.stringMatching(/--without-heads mee\. \/ .*give --without-heads/) })
  expect(await verifyDatabase(h.deps, readVerifyArgs(['--without-heads']).withoutHeads)).toMatchObject({ ok: true })
})

it('misses a whole board, and says which lines of the heads nobody can read', async () => {
  await h.advance(minutes(2))
  appendFileSync(heads(), 'zomaar wat\n{"half": ')
  expect(await verified()).toEqual({ ok: false, told: expect.stringContaining('1 regels niet te lezen') })
  for (const table of ['event', 'event_link', 'identity_organisation', 'report_id']) await h.sql(`delete from ${table}`)
  expect((await verified()).told).toContain(`BREAK ${board}, plaats 1 / position 1: cutShort`)
})

it('holds after an erasure: the keys are gone, the events are as they were', async () => {
  await reportOne()
  await h.engine.tick()
  await h.sql(`update incident set wrapped_key = null, erased_at = now()`)
  await h.sql(`update report set wrapped_key = null, erased_at = now()`)
  expect(await verified()).toMatchObject({ ok: true })
})

it('goes on from a signed place where two years were cut, and nothing younger is ever cut', async () => {
  const { key } = await logOf(h)
  await reportOne()
  await h.engine.tick()
  const [old] = await h.sql<{ last: number }>('select max(position)::int as last from event_link')
  h.outage(days(720))
  await reportOne()
  await makeLinker(h.deps).tick()
  expect(await cutLog(h.deps, key, board)).toBe(0)
  h.outage(days(20))
  expect(await cutLog(h.deps, key, board)).toBe(old!.last)
  expect(await cutLog(h.deps, key, board)).toBe(0)
  await makeLinker(h.deps).tick()
  expect(await verified()).toMatchObject({ ok: true })
  const [left] = await h.sql<{ first: number; events: number }>(
    'select min(position)::int as first, (select count(*)::int from event) as events from event_link',
  )
  expect(left!.first).toBe(old!.last + 1)
  expect(await h.sql(`select actor, facts from event where type = 'log.cut'`)).toEqual([
    { actor: 'retention', facts: { rows: old!.last, position: old!.last } },
  ])
  const seen = (await (await (await h.as('auditor')).get(`/log?organisationId=${board}&type=log.cut`)).json()) as LogPage
  expect(seen.items.map(({ actor }) => actor)).toEqual(['retention'])
  await h.sql(`update chain_cut set hash = '\\x00'`)
  expect((await verified()).told).toContain(`position ${old!.last}: signature`)
})

describe('whoever owns the database and dates the recent log back', () => {
  beforeEach(async () => {
    await reportOne()
    await h.engine.tick()
    h.outage(days(800))
    await reportOne()
    await h.advance(minutes(2))
  })
  const count = async () => Number((await h.sql('select count(*)::int as n from event'))[0]!['n'])
  const positions = async () =>
    (await h.sql<{ position: number }>('select position::int as position from chain_cut order by 1')).map(({ position }) => position)

  it('makes the app cut nothing of it: only a signature proves how old it is', async () => {
    const { key } = await logOf(h)
    const [cuts, rows] = [await positions(), await count()]
    const moves = [`update event set at = at - interval '3 years'`, `update event_link set linked_at = linked_at - interval '3 years'`]
    for (const move of moves) await h.sql(move)
    expect(await cutLog(h.deps, key, board)).toBe(0)
    expect([await positions(), await count()]).toEqual([cuts, rows])
    expect(await verified()).toMatchObject({ ok: false })
  })

  it('has nothing cut from a part that does not hold any more, and the check still names it', async () => {
    const { key } = await logOf(h)
    const [cuts] = [await positions()]
    h.outage(days(800))
    await makeLinker(h.deps).tick()
    const [row] = await h.sql<{ position: number }>(`select max(position)::int as position from event_link where linked_at < '2023-01-01'`)
    await h.sql(`update event set actor = 'system' where sequence = (select event_sequence from event_link where position = $1)`, [row!.position])
    expect([await cutLog(h.deps, key, board), await positions()]).toEqual([0, cuts])
    expect((await verified()).told).toContain(`position ${row!.position}: altered`)
  })

  it('is found out by the heads outside the database, had the app signed the cut all the same', async () => {
    const { key } = await logOf(h)
    const [last] = await h.sql<{ position: number; hash: Uint8Array }>(`select position::int as position, hash from event_link order by position desc limit 1`)
    const place = { organisationId: board, position: last!.position, hash: new Uint8Array(last!.hash), at: h.now() }
    await h.deps.db.inBoard({ organisationId: board }, (tx) => cutAt(tx, { ...place, signature: signPlace(key, 'cut', place) }))
    expect((await verified()).told).toMatch(/cutEarly/)
  })
})

it('makes the engine loud when the chain stands still for a minute, and content again', async () => {
  await h.engine.tick()
  expect(await h.engine.health()).toMatchObject({ ok: true, unlinkedSeconds: 0 })
  await h.sql('revoke insert on event_link from seintje_app')
  try {
    await reportOne()
    await h.advance(minutes(2))
    const health = await h.request('/healthz/engine')
    expect([health.status, await health.json()]).toMatchObject([503, { ok: false, unlinkedSeconds: 120 }])
  } finally {
    await h.sql('grant insert on event_link to seintje_app')
  }
  await h.advance(minutes(2))
  expect(await h.engine.health()).toMatchObject({ unlinkedSeconds: 0 })
})

it('links within a second after something happened, and writes the heads when it stops', async () => {
  const planned: { ms: number; work: () => void }[] = []
  const stop = makeLinker(h.deps).run((ms, work) => {
    const one = { ms, work }
    planned.push(one)
    return () => void (planned.includes(one) && planned.splice(planned.indexOf(one), 1))
  })
  const unlinked = async () => Number((await h.sql('select (select count(*) from event) - (select count(*) from event_link) as n'))[0]!['n'])
  planned.shift()!.work()
  await vi.waitFor(async () => expect([planned[0]?.ms, await unlinked()]).toEqual([30_000, 0]))
  await reportOne()
  expect(await unlinked()).toBeGreaterThan(0)
  expect(planned[0]!.ms).toBeLessThan(1_000)
  planned.shift()!.work()
  await vi.waitFor(async () => expect([planned.length, await unlinked()]).toEqual([1, 0]))
  const written = readFileSync(heads(), 'utf8')
  await reportOne()
  await stop()
  expect([await unlinked(), planned.length]).toEqual([0, 0])
  expect(readFileSync(heads(), 'utf8').length).toBeGreaterThan(written.length)
})

it('is a command: status 1 for a file that is not whole, and a word about the export while the server has the folder', async () => {
  const quickStart = join(import.meta.dirname, '../../../api/quick-start.js')
  const run = (args: string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, ['--import', quickStart, join(import.meta.dirname, '../../../api/main.ts'), 'verify-log', ...args], {
      env: { PATH: '', ...env },
      encoding: 'utf8',
    })
  const file = join(folder, 'geen-log.ndjson')
  writeFileSync(file, '{"format":"seintje log 1"}\n')
  expect(run([file])).toMatchObject({ status: 1, stdout: expect.stringContaining('unreadable') })
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  const lock = await lockFolder(join(dataDir, 'store'))
  const refused = run([], { DATA_DIR: dataDir })
  lock.release()
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('npm run verify-log -- BESTAND') })
})
