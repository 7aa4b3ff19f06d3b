import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boardKey } from '../../../api/db/keys.ts'
import { leafOf, linkHash, nonceOf } from '../../../api/events/chain-hash.ts'
import { linkBoard, linksAtOnce } from '../../../api/events/link-events.ts'
import { days, minutes } from '../../../shared/instant.ts'
import { board, logOf } from '../../support/log-attacks.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let h: Office
let log: Awaited<ReturnType<typeof logOf>>
let count = 0
const reportOne = async () => (await h.as('teacher')).put(`/reports/${h.deps.newId()}`, lostStick(h.now()))

beforeAll(async () => {
  h = await office()
  log = await logOf(h)
  await log.link()
  h.outage(minutes(2))
  for (let n = 0; n < 3; n++) await reportOne()
  await log.link()
  h.outage(minutes(2))
  await reportOne()
  await log.link()
  count = Number((await h.sql(`select count(*)::int as n from event_link`))[0]!['n'])
})
afterAll(() => h.drop())

describe('the linker', () => {
  it('holds every event once, in places without a gap, and signs the end of each batch', async () => {
    const events = await h.sql(`select count(*)::int as n from event`)
    expect(events).toEqual([{ n: count }])
    expect(
      await h.sql(`select max(position)::int as last, count(distinct event_sequence)::int as events, count(signature)::int as signed from event_link`),
    ).toEqual([{ last: count, events: count, signed: 3 }])
    expect(await log.verify()).toMatchObject({ links: count, broke: undefined })
  })

  it('takes up an event that was committed after younger ones', async () => {
    const late = async () => {
      await h.sql(`insert into event (organisation_id, sequence, at, actor, type, subject_id, facts) overriding system value
        select organisation_id, sequence, at, actor, type, subject_id, facts from late_event`)
      await log.link()
      return log.broke()
    }
    await h.sql(`create table late_event as select * from event where sealed is null order by sequence desc limit 1`)
    const unlinkLast = [
      `delete from event_link where position > ${count - 1} or event_sequence = (select sequence from late_event)`,
      `delete from event where sequence = (select sequence from late_event)`,
    ]
    expect(await log.after(unlinkLast, async () => (await log.link(), late()))).not.toContain('row')
    await h.sql('drop table late_event')
  })

  it('lets two take turns: no event twice, no place skipped', async () => {
    for (let n = 0; n < 3; n++) await reportOne()
    const link = () => linkBoard(h.deps, log.key, board, 'late')
    await Promise.all([link(), reportOne(), link(), reportOne(), link(), link()])
    await log.link()
    expect(await log.broke()).toBe('good')
    const [row] = await h.sql(`select count(*)::int as links, max(position)::int as last, (select count(*)::int from event) as events from event_link`)
    expect(row).toEqual({ links: row!['events'], last: row!['events'], events: row!['events'] })
    count = Number(row!['last'])
  })
})

describe('whoever owns the database and not the key', () => {
  const eventAt = (position: number) => `(select event_sequence from event_link where position = ${position})`
  const atReport = async () =>
    Number(
      (
        await h.sql(
          `select position::int as position from event_link join event on sequence = event_sequence where type = 'incident.reported' order by 1 limit 1`,
        )
      )[0]!['position'],
    )

  it('alters no column of an event unseen', async () => {
    const position = await atReport()
    const columns: Record<string, string> = {
      organisation_id: `'01900000-0000-7000-8000-0000000000ee'`,
      at: `at + interval '1 millisecond'`,
      actor: `'system'`,
      type: `'incident.read'`,
      subject_id: `'01900000-0000-7000-8000-0000000000ee'`,
      incident_id: 'null',
      report_id: `'01900000-0000-7000-8000-0000000000ee'`,
      facts: `facts || '{"discreet": true}'`,
    }
    // a report's event has nothing sealed: it gets something
    Object.assign(columns, { sealed: `'\\x01'`, commitment: `'\\x01'` })
    const all = await h.sql(`select attname as name from pg_attribute where attrelid = 'event'::regclass and attnum > 0 and attname <> 'sequence'`)
    expect(Object.keys(columns).toSorted()).toEqual(all.map(({ name }) => name).toSorted())
    for (const [column, value] of Object.entries(columns)) {
      const told = await log.after([`update event set ${column} = ${value} where sequence = ${eventAt(position)}`], log.broke)
      expect([column, told]).toEqual([column, column === 'organisation_id' ? `missing@${position}` : `altered@${position}`])
    }
  })

  it('drops no event, with or without its link', async () => {
    for (const position of [1, 10, count]) {
      expect(await log.after([`delete from event where sequence = ${eventAt(position)}`], log.broke)).toBe(`missing@${position}`)
    }
    const both = (position: number) => [`delete from event where sequence = ${eventAt(position)}`, `delete from event_link where position = ${position}`]
    expect(await log.after(both(1), log.broke)).toBe('missing@1')
    expect(await log.after(both(10), log.broke)).toBe('missing@10')
    const closed = [
      ...both(10),
      `update event_link set position = -position where position > 10`,
      `update event_link set position = -position - 1 where position < 0`,
    ]
    expect(await log.after(closed, log.broke)).toBe('missing@10')
  })

  it('cuts no end off: the batch is no longer signed, and what stands outside the database knows better', async () => {
    const [last] = await h.sql<{ hash: string; signature: string; at: string }>(
      `select encode(hash, 'hex') as hash, encode(signature, 'hex') as signature, to_char(linked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from event_link where position = ${count}`,
    )
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
    const head = { organisationId: board, position: count, hash: bytes(last!.hash), at: last!.at, signature: bytes(last!.signature) }
    expect(await log.broke([head])).toBe('good')
    const drop = (from: number) => [
      `delete from event where sequence in (select event_sequence from event_link where position > ${from})`,
      `delete from event_link where position > ${from}`,
    ]
    const [signed] = await h.sql<{ position: number }>(
      `select max(position)::int as position from event_link where signature is not null and position < ${count}`,
    )
    expect(await log.after(drop(count - 1), log.broke)).toMatch(/^signature@/)
    expect(await log.after(drop(count - 1), () => log.broke([head]))).toBe(`cutShort@${count}`)
    expect(await log.after(drop(signed!.position), () => log.broke([head]))).toBe(`cutShort@${signed!.position + 1}`)
    const again = () => log.link().then(() => log.broke([head]))
    expect(await log.after([...drop(signed!.position), newEvents(count - signed!.position)], again)).toBe(`rewritten@${count}`)
    expect(await log.broke([{ ...head, position: count + 5 }])).toBe(`signature@${count + 5}`)
  })

  const newEvents = (n: number) =>
    `insert into event (organisation_id, at, actor, type, subject_id, facts) select '${board}', '${h.now()}', 'system', 'alarm.rung', 'x', '{}' from generate_series(1, ${n})`

  it('swaps no two rows and puts none in between', async () => {
    const swap = [
      `update event_link set position = -1 where position = 10`,
      `update event_link set position = 10 where position = 12`,
      `update event_link set position = 12 where position = -1`,
    ]
    expect(await log.after(swap, log.broke)).toBe('reordered@10')
    const parts = [
      `create temporary table two as select position, event_sequence, leaf from event_link where position in (10, 11)`,
      `update event_link set event_sequence = -position where position in (10, 11)`,
      `update event_link l set event_sequence = two.event_sequence, leaf = two.leaf from two where l.position = 21 - two.position`,
      `drop table two`,
    ]
    if (h.db.engine === 'embedded') expect(await log.after(parts, log.broke)).toBe('reordered@10')
    const [free] = await h.sql<{ sequence: number }>(`select max(sequence)::int + 1000 as sequence from event`)
    const between = [
      `insert into event (organisation_id, sequence, at, actor, type, subject_id, facts) overriding system value values ('${board}', ${free!.sequence}, '${h.now()}', 'p-x', 'log.read', 'x', '{}')`,
      `update event_link set position = -position where position >= 10`,
      `update event_link set position = 1 - position where position < 0`,
      `insert into event_link select organisation_id, 10, ${free!.sequence}, '${`\\x${Buffer.from(await leafOfRow(free!.sequence)).toString('hex')}`}', hash, linked_at, null from event_link where position = 9`,
    ]
    expect(await log.after(between, log.broke)).toBe('inserted@10')
    const low = `insert into event (organisation_id, sequence, at, actor, type, subject_id, facts) overriding system value values ('${board}', 0, '${h.now()}', 'p-x', 'log.read', 'x', '{}')`
    expect(await log.after([low], () => log.link().then(() => log.broke()))).toBe('inserted@row 0')
    const dayOn = [
      `insert into event (organisation_id, at, actor, type, subject_id, facts) values ('${board}', '2026-03-04T10:00:00Z', 'p-x', 'log.read', 'x', '{}')`,
    ]
    const relinked = async () => {
      h.outage(days(2))
      await log.link()
      await h.sql(low)
      await linkBoard(h.deps, log.key, board, 'all')
      h.outage(-days(2))
      return log.broke()
    }
    expect(await log.after(dayOn, relinked)).toBe(`inserted@${count + 2}`)
    const old = `insert into event (organisation_id, at, actor, type, subject_id, facts) values ('${board}', '2026-01-01T10:00:00Z', 'p-x', 'log.read', 'x', '{}')`
    expect(await log.after([old], () => log.link().then(() => log.broke()))).toBe(`inserted@${count + 1}`)
  })

  /** With the board's key: without it nobody makes a leaf that fits. */
  const leafOfRow = async (sequence: number) => {
    const nonce = await nonceOf(await h.deps.db.inBoard({ organisationId: board }, (tx) => boardKey(h.deps.keys, tx)), sequence)
    const event = { organisationId: board, at: h.now(), actor: 'p-x', type: 'log.read', subjectId: 'x', incidentId: null, reportId: null, facts: {} }
    return leafOf(nonce, { ...event, sealedSha256: null, commitment: null })
  }

  it('leaves no row out of the chain', async () => {
    expect(await log.after([`delete from event_link where position > 5`], log.broke)).toMatch(/^(signature|inserted|unlinked)@/)
    await h.sql(newEvents(1))
    expect(await log.broke()).toBe('good')
    h.outage(minutes(2))
    expect(await log.broke()).toMatch(/^unlinked@row/)
    await log.link()
    expect(await log.broke()).toBe('good')
    count++
  })

  it('writes no chain of its own, signs nothing with another key and moves no signature', async () => {
    const links = await h.sql<{ position: number; leaf: Uint8Array }>(`select position::int as position, leaf from event_link order by position`)
    const [first] = await h.sql<{ position: number }>(`select min(position)::int as position from event_link where signature is not null`)
    let hash = new Uint8Array((await h.sql<{ hash: Uint8Array }>(`select hash from event_link where position = 4`))[0]!.hash)
    const rewritten = links.slice(4).map(({ position, leaf }) => {
      const changed = position === 5 ? new Uint8Array(32).fill(1) : leaf
      hash = linkHash(hash, changed, position)
      const hexed = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString('hex')}'`
      return `update event_link set leaf = ${hexed(changed)}, hash = ${hexed(hash)} where position = ${position}`
    })
    expect(await log.after(rewritten, log.broke)).toBe('altered@5')
    expect(await log.after([...rewritten.slice(1)], log.broke)).toMatch(/@6$/)
    expect(await log.after([`update event_link set linked_at = linked_at + interval '1 second' where position = ${first!.position}`], log.broke)).toBe(
      `signature@${first!.position}`,
    )
    expect(await log.after([`update event_link set signature = null where position = ${count}`], log.broke)).toBe(`signature@${count}`)
    const forged = `insert into chain_cut select organisation_id, 5, hash, linked_at, '\\x00' from event_link where position = 5`
    expect(await log.after([forged], log.broke)).toBe('signature@5')
  })
})

it('catches up with a long log batch by batch, each going on where the last one ended', async () => {
  await log.link()
  await h.sql(
    `insert into event (organisation_id, at, actor, type, subject_id, facts)
     select $1, $2, 'system', 'report.repeated', n::text, '{}' from generate_series(1, ${2 * linksAtOnce + 300}) n`,
    [board, h.now()],
  )
  const reached: (number | undefined)[] = []
  for (let more = true; more;) {
    const done = await linkBoard(h.deps, log.key, board, 'all', reached.at(-1))
    reached.push(done.reached)
    more = done.more
  }
  expect(reached).toHaveLength(3)
  expect(reached).toEqual(reached.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
  expect(await log.broke()).toBe('good')
})
