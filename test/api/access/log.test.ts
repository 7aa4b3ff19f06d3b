import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql as query } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importBoard, type BoardFile } from '../../../api/access/import-board.ts'
import { openSession } from '../../../api/access/open-session.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import { canonicalEvent } from '../../../api/events/chain-hash.ts'
import { readLinks } from '../../../api/events/read-links.ts'
import { verifyExport } from '../../../api/events/verify-log.ts'
import type { LogPage, LogReview, ReviewDue, StandsOut } from '../../../shared/access/log-views.ts'
import { days, minutes, plus } from '../../../shared/instant.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

const board = demoBoard.organisationId
const folder = mkdtempSync(join(tmpdir(), 'seintje-log-'))
let h: Office
let auditor: Awaited<ReturnType<Office['as']>>
const secret = { number: '', id: '' }
const open = { number: '', id: '' }
const levi = demoBoard.people.find(({ name }) => name === 'Levi Logboek')!
const noor = demoBoard.people.find(({ name }) => name === 'Noor Voorbeeld')!

const read = async <T>(path: string): Promise<T> => {
  const answer = await auditor.get(`${path}${path.includes('?') ? '&' : '?'}organisationId=${board}`)
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
const wholeLog = async (filter = '') => {
  const items: LogPage['items'] = []
  for (let cursor = ''; ;) {
    const page = await read<LogPage>(`/log?x=1${filter}${cursor}`)
    items.push(...page.items)
    if (!page.nextCursor) return items
    cursor = `&cursor=${page.nextCursor}`
  }
}

beforeAll(async () => {
  h = await office()
  const [teacher, dpo] = [await h.as('teacher'), await h.as('dpo')]
  for (const one of [secret, open]) {
    const answer = await teacher.put(`/reports/${h.deps.newId()}`, lostStick(h.now()))
    Object.assign(
      one,
      ((({ number, incidentId }) => ({ number, id: incidentId })) as (a: { number: string; incidentId: string }) => object)(await answer.json()),
    )
    await dpo.get(`/incidents/${one.id}`)
    await dpo.get('/incidents')
  }
  await h.sql(`update incident set recused = array[$1::uuid] where id = $2`, [levi.personId, secret.id])
  auditor = await h.as('auditor')
})
afterAll(async () => {
  await h.drop()
  rmSync(folder, { recursive: true })
})

describe('the log', () => {
  it('is read by the auditor at the desk, by nobody else, and for no other board', async () => {
    for (const who of ['teacher', 'dpo', 'handler', 'chair', 'headOfIct', 'adviser', 'admin', 'schoolLead'] as const) {
      const other = await h.as(who)
      for (const path of ['/log', '/log/stands-out', '/log/reviews', '/log/reviews/due', '/log/export'])
        expect([who, path, (await other.get(`${path}?organisationId=${board}`)).status]).toEqual([who, path, 403])
    }
    expect((await auditor.get('/log?organisationId=01900000-0000-7000-8000-0000000000ee')).status).toBe(403)
    expect((await auditor.get(`/log?organisationId=${board}&from=gisteren`)).status).toBe(422)
    expect((await auditor.get(`/log?organisationId=${board}&cursor=MTA`)).status).toBe(422)
  })

  it('shows who read what under a pseudonym with a name, with the number and no contents, page by page', async () => {
    const rows = await wholeLog()
    const readIt = rows.find(({ type }) => type === 'incident.read')!
    expect(readIt).toMatchObject({ actorName: 'Frits Fictief', number: open.number })
    expect(readIt.actor).toMatch(/^p-/)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(rows.length).toBeGreaterThan(50)
    expect(await wholeLog(`&type=incident.read&actor=${readIt.actor}&number=${open.number}`)).toEqual([readIt])
    expect(JSON.stringify(rows)).not.toMatch(/stick|trein|"system"/i)
    expect((await wholeLog('&type=person.roleGranted')).map(({ aboutName }) => aboutName)).toContain('Frits Fictief')
  })

  it('names no reporter, by pseudonym or by any filter', async () => {
    const reports = await wholeLog('&type=incident.reported')
    expect(reports).toEqual([expect.objectContaining({ actor: 'reporter', actorName: null, about: null, number: open.number })])
    const [{ pseudonym } = {}] = await h.sql<{ pseudonym: string }>(`select pseudonym from person where id = $1`, [noor.personId])
    expect((await wholeLog(`&actor=${pseudonym}`)).filter(({ number }) => number !== null)).toEqual([])
    expect((await wholeLog('&actor=reporter')).map(({ type }) => type)).toEqual(['incident.reported'])
  })

  it('names nobody without a seat at the desk when he signs in: the moment beside that of a report would say who reported', async () => {
    const device = await openSession(h.deps, { identityId: noor.identityId!, scope: 'device', ownDevice: true, label: 'Fairphone van Noor' })
    await h.sql(
      `insert into event (organisation_id, at, actor, type, subject_id, facts) select $1, $2, pseudonym, 'key.registered', id::text, '{"label": "van Noor"}' from person where id = $3`,
      [...[board, h.now(), noor.personId]],
    )
    expect(device.token).not.toBe('')
    const signIns = await wholeLog('&type=session.opened')
    const nameless = signIns.filter(({ actor }) => actor === 'employee')
    expect(nameless.length).toBeGreaterThan(1)
    expect(nameless.filter(({ actorName, about, aboutName }) => actorName ?? about ?? aboutName)).toEqual([])
    expect(signIns.map(({ actorName }) => actorName)).toContain('Frits Fictief')
    expect((await wholeLog('&actor=employee')).map(({ type }) => type)).toContain('key.registered')
    const [{ pseudonym } = {}] = await h.sql<{ pseudonym: string }>(`select pseudonym from person where id = $1`, [noor.personId])
    expect((await wholeLog(`&actor=${pseudonym}`)).map(({ type }) => type).filter((type) => /^(session|key|push)/.test(type))).toEqual([])
    expect(JSON.stringify([await wholeLog('&type=session.opened'), await wholeLog('&type=key.registered')])).not.toMatch(/Noor/)
    await h.engine.tick()
    const given = await (await auditor.get(`/log/export?organisationId=${board}`)).text()
    expect(given).toContain('session.opened')
    expect(given.split('\n').filter((line) => /"type":"(session|key|push)/.test(line) && line.includes(pseudonym!))).toEqual([])
  })

  it('holds nothing of an incident the reader is recused from: no row, no count, no number', async () => {
    const rows = await wholeLog()
    expect(rows.filter(({ number }) => number === secret.number)).toEqual([])
    expect(JSON.stringify(rows)).not.toContain(secret.id)
    expect(await wholeLog(`&number=${secret.number}`)).toEqual([])
    expect(rows.filter(({ type }) => type === 'incident.listed').map(({ facts }) => facts)).toEqual([{}, {}])
    const found = await read<StandsOut>('/log/stands-out')
    expect(JSON.stringify(found)).not.toContain(secret.number)
    expect(found.rows).toBe((await wholeLog()).length)
    // its id in another place of a row hides that row as well, and a row whose incident is gone is hidden
    const before = (await wholeLog()).length
    await h.sql(`insert into event (organisation_id, at, actor, type, subject_id, facts) values ($1, $2, 'p-x', 'incident.read', $3, '{}')`, [
      board,
      h.now(),
      secret.id,
    ])
    await h.sql(`insert into event (organisation_id, at, actor, type, subject_id, incident_id, facts) values ($1, $2, 'p-x', 'incident.read', 'x', $3, '{}')`, [
      board,
      h.now(),
      h.deps.newId(),
    ])
    expect((await wholeLog()).length).toBe(before)
  })

  it('shows an auditor no row of an incident by hand-written SQL in his own name', async () => {
    const seats = { organisationId: board, personId: levi.personId!, seats: ['staff', 'auditor'], at: h.now() }
    const asReader = await h.deps.db.inBoard(
      seats,
      async ({ sql }) => (await sql.execute<{ n: number }>(query`select count(*)::int as n from event where incident_id is not null`)).rows,
    )
    expect(asReader).toEqual([{ n: 0 }])
  })

  it('counts the reader’s own rows and never shows them; that he read stands in it, without what he looked for', async () => {
    const before = await read<LogPage>('/log')
    await read<LogPage>(`/log?number=${open.number}`)
    const after = await read<LogPage>('/log')
    expect(after.own).toBe(before.own + 2)
    expect(after.items.filter(({ actorName }) => actorName === 'Levi Logboek')).toEqual([])
    const [row] = await h.sql<{ facts: object }>(`select facts from event where type = 'log.read' order by sequence desc offset 1 limit 1`)
    expect(row!.facts).toMatchObject({ byNumber: true, byActor: false, type: null })
    expect(JSON.stringify(row)).not.toContain(open.number)
  })

  it('tells a pseudonym from a name until a year after somebody left', async () => {
    const frits = demoBoard.people.find(({ name }) => name === 'Frits Fictief')!
    const nameOf = async () => (await wholeLog('&type=incident.read')).find(({ number }) => number === open.number)!.actorName
    await h.sql(`update person set left_at = $1 where id = $2`, [plus(h.now(), -days(364)), frits.personId])
    expect(await nameOf()).toBe('Frits Fictief')
    await h.sql(`update person set left_at = $1 where id = $2`, [plus(h.now(), -days(366)), frits.personId])
    expect(await nameOf()).toBeNull()
    await h.sql(`update person set left_at = null where id = $1`, [frits.personId])
  })

  it('leaves the house as a chain that anyone can check, with leaves for what is not for this reader', async () => {
    await h.engine.tick()
    const [key] = await h.sql<{ position: number }>('select max(position)::int as position from event_link')
    const answer = await auditor.get(`/log/export?organisationId=${board}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8'])
    const text = await answer.text()
    const [header, ...lines] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { position: number; event?: { actor: string; incidentId: string | null; type: string } })
    expect(lines.map(({ position }) => position)).toEqual(Array.from({ length: key!.position }, (_, at) => at + 1))
    const given = lines.flatMap(({ event }) => event ?? [])
    expect(given.map(({ type }) => type)).toContain('incident.read')
    expect(text).not.toContain(secret.id)
    expect(given.filter(({ actor, type }) => actor === 'system' || /^(incident\.(listed|reported)|report\.)/.test(type))).toEqual([])
    const [own] = await h.sql<{ pseudonym: string }>(`select pseudonym from person where id = $1`, [levi.personId])
    expect(text).not.toContain(own!.pseudonym)
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const publicKey = (header as unknown as { publicKey: string }).publicKey
    expect((await verifyExport(file('good', text), publicKey)).lines.at(-1)).toContain(`${key!.position} regels`)
    const at = lines.findIndex(({ event }) => event?.type === 'incident.read')
    const tampered: Record<string, [string[], RegExp]> = {
      altered: [edit(text, (rows) => (rows[at + 1] = rows[at + 1]!.replace('incident.read', 'log.read'))), new RegExp(`position ${at + 1}: altered`)],
      dropped: [edit(text, (rows) => rows.splice(at + 1, 1)), new RegExp(`position ${at + 1}: missing`)],
      swapped: [edit(text, (rows) => rows.splice(5, 2, rows[6]!, rows[5]!)), /position 5: missing/],
      cut: [edit(text, (rows) => rows.pop()), /cutShort/],
      half: [edit(text, (rows) => rows.push(rows.pop()!.slice(0, 40))), /unreadable/],
      header: [edit(text, (rows) => (rows[0] = rows[0]!.replace('"position":0', '"position":1'))), /position 2: inserted/],
    }
    for (const [name, [rows, told]] of Object.entries(tampered)) {
      const report = await verifyExport(file(name, `${rows.join('\n')}\n`))
      expect([name, report.ok]).toEqual([name, false])
      expect(report.lines.at(-1)).toMatch(told)
    }
    expect((await verifyExport(join(folder, 'good'), 'A'.repeat(43))).lines.at(-1)).toContain('signature')
  })

  it('is not opened by whoever guesses a row to the letter: what a leaf is made of goes along with whole rows only', async () => {
    const text = await (await auditor.get(`/log/export?organisationId=${board}`)).text()
    const lines = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as { leaf?: string; nonce?: string; event?: object })
    for (const { leaf, nonce, event } of lines) expect([leaf === undefined, nonce === undefined]).toEqual([event !== undefined, event === undefined])
    const links = await h.deps.db.inBoard({ organisationId: board }, (tx) => readLinks(h.deps, tx, 0, 10_000))
    const guessed = links.map(({ event }) => createHash('sha256').update(canonicalEvent(event!.logged)).digest('hex'))
    expect(lines.filter(({ leaf }) => leaf !== undefined && guessed.includes(leaf))).toEqual([])
    // nor does it say how much other boards did in between
    expect(text).not.toContain('sequence')
  })

  const edit = (text: string, change: (rows: string[]) => unknown) => {
    const rows = text.trim().split('\n')
    change(rows)
    return rows
  }

  it('leaves the house only after a passkey was shown', async () => {
    await h.sql(`update session set stepped_up_at = $1 where identity_id = $2`, [plus(h.now(), -minutes(11)), levi.identityId])
    const answer = await auditor.get(`/log/export?organisationId=${board}`)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'session.stepUpNeeded'])
  })
})

describe('a review', () => {
  const due = async (client: typeof auditor) => ((await (await client.get('/log/reviews/due')).json()) as { items: ReviewDue[] }).items[0]!
  const write = (client: typeof auditor, findings = 'Niets bijzonders gezien.') =>
    client.post('/log/reviews', { organisationId: board, from: plus(h.now(), -days(61)), to: h.now(), findings })

  it('is due two months after the last one, by push and mail, and again each week until somebody looked', async () => {
    expect(await due(auditor)).toMatchObject({ due: false, lastReviewAt: null })
    const mails = () => h.deps.demoMessages!.list().filter(({ channel, to }) => channel === 'mail' && to === levi.email).length
    await h.advance(days(63))
    auditor = await h.as('auditor')
    expect(await due(auditor)).toMatchObject({ due: true })
    expect(mails()).toBe(1)
    await h.advance(days(1))
    expect(mails()).toBe(1)
    await h.advance(days(6))
    expect(mails()).toBe(2)
    auditor = await h.as('auditor')
    expect((await write(auditor)).status).toBe(201)
    await h.advance(days(7))
    expect(mails()).toBe(2)
    const told = h.deps.demoMessages!.list().find(({ to }) => to === levi.email)!
    expect(`${told.subject} ${told.text}`).not.toMatch(/\d{4}-\d{3}|Frits|stick/)
    expect(await h.sql(`select subject_id, actor from event where type = 'log.reviewDue'`)).toEqual([
      { subject_id: levi.personId, actor: 'system' },
      { subject_id: levi.personId, actor: 'system' },
    ])
  })

  it('covers nobody’s own rows: with two auditors each has his turn, and neither reads what the other found', async () => {
    const second = { ...noor, roles: ['auditor'] } satisfies BoardFile['people'][number]
    await importBoard(h.deps, { ...demoBoard, people: demoBoard.people.map((one) => (one === noor ? second : one)) }, { invite: false })
    auditor = await h.as('auditor')
    await h.advance(days(55))
    const [levis, noors] = [await h.as('auditor'), await h.as('teacher')]
    expect(await due(levis)).toMatchObject({ due: true, turnFor: ['Noor Voorbeeld'] })
    expect((await write(levis, 'Alles bekeken; p-1 las veel.')).status).toBe(201)
    expect(await due(levis)).toMatchObject({ due: false, turnFor: [] })
    expect(await due(noors)).toMatchObject({ due: true, turnFor: ['Levi Logboek'] })
    const seen = (await (await noors.get(`/log/reviews?organisationId=${board}`)).json()) as { items: LogReview[] }
    expect(seen.items[0]).toMatchObject({ mine: false, findings: null, counts: null, reviewerName: 'Levi Logboek', notCovered: ['Levi Logboek'] })
    const own = (await (await levis.get(`/log/reviews?organisationId=${board}`)).json()) as { items: LogReview[] }
    expect(own.items[0]).toMatchObject({ mine: true, findings: 'Alles bekeken; p-1 las veel.', counts: { rows: expect.any(Number) as number } })
    const stored = await h.sql(`select findings_sealed::text as sealed from log_review`)
    expect(JSON.stringify(stored)).not.toContain(Buffer.from('bekeken').toString('hex'))
    await expect(h.deps.db.inBoard({ organisationId: board }, ({ sql }) => sql.execute(query`update log_review set at = now()`))).rejects.toThrow()
    expect((await levis.post('/log/reviews', { organisationId: board, from: h.now(), to: h.now(), findings: 'x' })).status).toBe(422)
  })
})
