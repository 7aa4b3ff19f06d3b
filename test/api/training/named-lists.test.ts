import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { demoBoard } from '../../../api/demo/board.ts'
import { slowWork } from '../../../api/slow-work.ts'
import { listNotices } from '../../../api/training/list-notices.ts'
import type { DemoPersona } from '../../../shared/access/session-view.ts'
import { days, minutes, plus } from '../../../shared/instant.ts'
import type { MyTraining, NamedListRows, NamedLists } from '../../../shared/training/training-views.ts'
import { otherBoard } from '../../support/hand-in.ts'
import { office, type Office } from '../../support/office.ts'

const board = demoBoard.organisationId
const school = demoBoard.schools[0]!.id
const reason = 'De inspectie vraagt wie dit jaar oefende.'
const consent = { organisationId: board, consentedOn: '2026-02-12', document: 'Notulen GMR 12 februari 2026, punt 4' }
let o: Office
beforeAll(async () => void (o = await office()))
afterAll(() => o.drop())

/** signed in once for as long as the clock stands still */
const clients = new Map<string, ReturnType<Office['as']>>()
const as = (who: DemoPersona) => {
  const key = `${who} ${o.now()}`
  const client = clients.get(key) ?? o.as(who)
  clients.set(key, client)
  return client
}
type Answer = { status: number; code?: string } & NamedLists
const post = async (who: DemoPersona, path: string, body: object = {}): Promise<Answer> => {
  const answer = await (await as(who)).post(`/training${path}`, { organisationId: board, ...body })
  return { status: answer.status, ...((await answer.json()) as Omit<Answer, 'status'>) }
}
const asked = { moduleId: 'spot-it', schoolId: null, reason, days: 3 }
const ask = async (who: DemoPersona, changes = {}) => (await post(who, '/lists', { ...asked, ...changes })).lists[0]!.id
const decide = (who: DemoPersona, id: string, agree = true) => post(who, `/lists/${id}/decide`, { agree })
const end = (who: DemoPersona, id: string) => post(who, `/lists/${id}/end`)
const read = async (who: DemoPersona, id: string): Promise<{ status: number; code?: string } & NamedListRows> => {
  const answer = await (await as(who)).get(`/training/lists/${id}?organisationId=${board}`)
  return { status: answer.status, ...((await answer.json()) as NamedListRows) }
}
const notices = () => o.deps.db.inBoard({ organisationId: board }, (tx) => listNotices(o.deps, tx))
const code = ({ status, code: said }: { status: number; code?: string }) => `${status} ${said}`

it('gives no list before the chair recorded that the staff agreed, on a day that has been', async () => {
  expect(code(await post('dpo', '/lists', asked))).toBe('409 consent.missing')
  expect(code(await post('dpo', '/consent/withdraw'))).toBe('409 consent.missing')
  expect(code(await post('chair', '/consent', { ...consent, consentedOn: '2026-03-03' }))).toBe('422 consent.inFuture')
  for (const who of ['admin', 'dpo'] as const) expect(code(await post(who, '/consent', consent))).toBe('403 access.denied')
  const { consent: recorded } = await post('chair', '/consent', consent)
  expect(recorded).toMatchObject({ consentedOn: '2026-02-12', document: consent.document, recordedBy: 'Bram Bedacht', recordedAt: o.now() })
  const { id: _, ...seen } = recorded!
  expect(await notices()).toEqual({ lists: [], consent: seen, pastConsents: [] })
})

it('refuses a list of a module or a school that is not there, and of a module that is hidden', async () => {
  const other = await otherBoard(o)
  expect(code(await post('dpo', '/lists', { ...asked, moduleId: 'nothing' }))).toBe('404 training.moduleUnknown')
  expect(code(await post('dpo', '/lists', { ...asked, schoolId: v7() }))).toBe('422 training.schoolUnknown')
  expect(code(await post('dpo', '/lists', { ...asked, organisationId: other.organisationId }))).toBe('403 access.denied')
  expect(code(await post('dpo', '/lists', { ...asked, reason: 'Zomaar' }))).toBe('422 request.invalid')
  await o.sql(`update organisation set settings = settings || '{"training": {"hidden": ["spot-it"]}}'`)
  expect(code(await post('dpo', '/lists', asked))).toBe('409 training.moduleHidden')
  await o.sql(`update organisation set settings = settings - 'training'`)
})

it('opens to two people together and to nobody alone, says yes or no per name, and counts each look where all staff see it', async () => {
  await o.sql(`update person set school_id = $1 where id = any(string_to_array($2, ',')::uuid[])`, [
    school,
    demoBoard.people
      .slice(0, 2)
      .map(({ personId }) => personId)
      .join(','),
  ])
  // Hanna said herself that she works there, and the board's file does not: she is on no list of that school. Iris left, and what Noor finished is still valid; what Frits finished is not.
  const learnerOf = async (name: string) => {
    const learner = v7()
    const { personId } = demoBoard.people.find((one) => one.name.startsWith(name))!
    await o.sql(`insert into learner (organisation_id, id, person_id, school_id, created_at) values ($1, $2, $3, $4, $5)`, [
      board,
      learner,
      personId,
      name === 'Hanna' ? school : null,
      o.now(),
    ])
    return learner
  }
  await o.sql(`update person set left_at = $1 where id = $2`, [o.now(), demoBoard.people.find(({ name }) => name.startsWith('Iris'))!.personId])
  for (const [name, validUntil] of [
    ['Noor', plus(o.now(), days(300))],
    ['Frits', plus(o.now(), -minutes(1))],
    ['Hanna', null],
  ] as const) {
    const learner = await learnerOf(name)
    if (validUntil)
      await o.sql(
        `insert into training_completion (organisation_id, id, learner_id, module_id, module_version, completed_at, valid_until) values ($1, $2, $3, 'spot-it', 1, $4, $5)`,
        [board, v7(), learner, plus(o.now(), -days(65)), validUntil],
      )
  }

  const id = await ask('dpo', { schoolId: school })
  expect(code(await read('chair', id))).toBe('403 list.closed')
  expect(code(await decide('dpo', id))).toBe('409 list.secondPerson')
  for (const who of ['admin', 'handler'] as const) expect(code(await decide(who, id))).toBe('403 access.denied')
  expect(code(await post('admin', '/lists', asked))).toBe('403 access.denied')
  const seen = (await post('chair', `/lists/${id}/decide`, { agree: true })).lists[0]
  expect(seen).toMatchObject({
    isOpen: true,
    mayDecide: false,
    askedBy: 'Frits Fictief',
    agreedBy: 'Bram Bedacht',
    openUntil: plus(o.now(), days(3)),
    readCount: 0,
  })
  expect(code(await decide('chair', id))).toBe('409 list.over')

  const { rows, list } = await read('dpo', id)
  expect(rows).toEqual([
    { name: 'Frits Fictief', done: false },
    { name: 'Noor Voorbeeld', done: true },
  ])
  expect(list).toMatchObject({ readCount: 1, lastReadAt: o.now() })
  for (const who of ['admin', 'schoolLead', 'handler', 'teacher'] as const) expect(code(await read(who, id))).toBe('403 access.denied')
  await read('chair', id)
  expect((await notices()).lists).toMatchObject([
    { id, reason, askedBy: 'Frits Fictief', agreedBy: 'Bram Bedacht', endedAt: null, readCount: 2, lastReadAt: o.now() },
  ])
  const hers = (await (await (await as('teacher')).get(`/training?organisationId=${board}`)).json()) as MyTraining
  expect(hers).toMatchObject({ lists: [{ id, readCount: 2 }], consent: { document: consent.document } })
  expect(await o.sql(`select 1 from event where type = 'training.listRead' and subject_id = $1`, [id])).toHaveLength(2)
  o.outage(days(3))
  expect(code(await read('dpo', id))).toBe('403 list.closed')
  expect((await notices()).lists[0]).toMatchObject({ endedAt: o.now() })
})

it('lets only one of two answers count that come at the same moment', async () => {
  const id = await ask('dpo')
  const answers = await Promise.all([decide('chair', id), decide('chair', id, false)])
  expect(answers.map(code).toSorted()).toEqual(['200 undefined', '409 list.over'])
  if ((await notices()).lists[0]!.endedAt === null) await end('chair', id)
})

it('is not opened when the other says no, or says nothing for two weeks', async () => {
  const [no, silent] = [await ask('chair'), await ask('chair')]
  expect((await decide('dpo', no, false)).lists.find(({ id }) => id === no)).toMatchObject({ isOpen: false, agreedBy: null, openUntil: null, endedAt: o.now() })
  expect(code(await read('dpo', no))).toBe('403 list.closed')
  o.outage(days(14))
  expect(code(await decide('dpo', silent))).toBe('409 list.over')
})

it('is closed by whoever may ask and decide, and by nobody else', async () => {
  const [first, second] = [await ask('chair'), await ask('dpo')]
  await decide('dpo', first)
  expect(code(await end('admin', first))).toBe('403 access.denied')
  expect((await end('dpo', first)).lists.find(({ id }) => id === first)).toMatchObject({ isOpen: false, endedAt: o.now() })
  expect(code(await end('dpo', first))).toBe('409 list.over')
  expect((await end('dpo', second)).status).toBe(200)
  expect(code(await decide('chair', second))).toBe('409 list.over')
  for (const answer of [await end('dpo', v7()), await decide('dpo', v7()), await read('dpo', v7())]) expect(code(answer)).toBe('404 list.notFound')
})

it('stops at five that wait or are open, and ends them all when the council no longer agrees', async () => {
  const ids = [await ask('dpo'), await ask('dpo'), await ask('dpo'), await ask('dpo'), await ask('dpo')]
  expect(await post('dpo', '/lists', asked)).toMatchObject({ code: 'list.tooMany', limit: 5 })
  await decide('chair', ids[0]!)
  expect((await read('chair', ids[0]!)).status).toBe(200)
  const { lists, consent: none } = await post('dpo', '/consent/withdraw')
  expect(none).toBe(null)
  expect(lists.filter(({ endedAt, isOpen, mayDecide }) => endedAt === null || isOpen || mayDecide)).toEqual([])
  expect(code(await read('chair', ids[0]!))).toBe('403 list.closed')
  expect(code(await decide('chair', ids[1]!))).toBe('409 list.over')
  expect(code(await post('dpo', '/lists', asked))).toBe('409 consent.missing')
})

it('says why to nobody but who decides until another agreed, and keeps no reason nobody agreed to', async () => {
  await o.sql(`delete from named_list`)
  await o.sql(`update council_consent set withdrawn_at = null, withdrawn_by = null`)
  const whys = async () => (await notices()).lists.map((list) => list.reason)
  const kept = async () => (await o.sql<{ reason: string | null }>(`select reason from named_list order by asked_at, id`)).map((row) => row.reason)
  const waiting = async (who: DemoPersona) => {
    const answer = await (await as(who)).get(`/training/lists?organisationId=${board}`)
    return ((await answer.json()) as NamedLists).lists.map((list) => list.reason)
  }
  const no = await ask('dpo')
  expect([await whys(), await waiting('chair'), await kept()]).toEqual([[null], [reason], [reason]])
  await decide('chair', no, false)
  expect([await whys(), await waiting('chair'), await kept()]).toEqual([[null], [null], [null]])
  await end('chair', await ask('dpo'))
  expect(await kept()).toEqual([null, null])
  await o.sql(`delete from named_list`)
  const yes = await ask('dpo')
  await decide('chair', yes)
  await end('chair', yes)
  o.outage(minutes(1))
  await ask('dpo')
  expect(await whys()).toEqual([null, reason])
  await post('dpo', '/consent/withdraw')
  expect([await whys(), await kept()]).toEqual([
    [null, reason],
    [reason, null],
  ])
})

it('shows all staff a consent that was withdrawn, and takes no older decision for a new one', async () => {
  const { consent: none, pastConsents } = await notices()
  const withdrawn = { ...{ consentedOn: '2026-02-12', document: consent.document, recordedBy: 'Bram Bedacht' }, withdrawnBy: 'Frits Fictief' }
  expect([none, pastConsents]).toMatchObject([null, [{ ...withdrawn, withdrawnAt: o.now() }]])
  const today = o.now().slice(0, 10)
  for (const consentedOn of ['2026-02-12', today]) {
    expect(await post('chair', '/consent', { ...consent, consentedOn })).toMatchObject({ status: 422, code: 'consent.beforeWithdrawal', field: 'consentedOn' })
  }
  o.outage(days(1))
  expect((await post('chair', '/consent', { ...consent, consentedOn: o.now().slice(0, 10) })).status).toBe(200)
  expect((await notices()).pastConsents).toHaveLength(1)
  await post('dpo', '/consent/withdraw')
})

it('stays in everyone’s sight for a year after it was over', async () => {
  expect((await notices()).lists).toHaveLength(2)
  o.outage(days(366))
  expect(await notices()).toEqual({ lists: [], consent: null, pastConsents: [] })
})

it('is forgotten two years after it was over, its reason after one, and a question nobody is asked any more with it', async () => {
  const rows = async () => ({
    reasons: (await o.sql<{ reason: string | null }>(`select reason from named_list where agreed order by id`)).map((row) => row.reason),
    lists: await o.sql(`select 1 from named_list`).then(({ length }) => length),
    consents: await o.sql(`select 1 from council_consent`).then(({ length }) => length),
    questions: (await o.sql<{ state: string }>(`select state from board_question order by 1`)).map(({ state }) => state),
  })
  const ago = plus(o.now(), -days(366))
  for (const state of ['proposed', 'live', 'rejected', 'withdrawn'])
    await o.sql(
      `insert into board_question (organisation_id, id, module_id, content, state, proposed_by, proposed_at, decided_at, withdrawn_at) values ($1, $2, 'spot-it', '{}', $3, $2, $4, $5, $6)`,
      [board, v7(), state, ago, state === 'proposed' ? null : ago, state === 'withdrawn' ? o.now() : null],
    )
  await o.sql(
    `insert into named_list (organisation_id, id, consent_id, module_id, reason, asked_by, asked_at, days) values ($1, $2, $2, 'spot-it', 'Te laat beslist.', $2, $3, 3)`,
    [board, v7(), plus(o.now(), -days(15))],
  )
  expect(await rows()).toMatchObject({ reasons: [reason], lists: 3 })
  await slowWork(o.deps)
  const all = ['live', 'proposed', 'rejected', 'withdrawn']
  expect(await rows()).toEqual({ reasons: [null], lists: 3, consents: 2, questions: all })
  expect(await o.sql(`select 1 from named_list where reason is not null`)).toEqual([])
  o.outage(days(366))
  await slowWork(o.deps)
  // One that is asked stays as long as it is; the last withdrawal stays too.
  expect(await rows()).toEqual({ reasons: [], lists: 1, consents: 1, questions: ['live', 'withdrawn'] })
  o.outage(days(366))
  await slowWork(o.deps)
  expect(await rows()).toEqual({ reasons: [], lists: 0, consents: 1, questions: ['live'] })
})
