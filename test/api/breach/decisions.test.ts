import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Facts } from '../../../shared/breach/facts.ts'
import { hours, plus } from '../../../shared/instant.ts'
import { otherBoard } from '../../support/hand-in.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse()))
afterAll(() => h.drop())

const code = async (answer: Promise<{ body: Record<string, unknown> }>) => (await answer).body['code']
/** Facts on which the engine says: a breach, to be notified, of which people must be told. */
const leaked: Facts = {
  ...{ personalDataInvolved: 'yes', controller: 'own', withinScope: 'yes', securityIncident: 'yes', dataLost: 'no', unlawfulProcessingExcluded: 'no' },
  ...{ sensitiveData: 'yes', encryptionSufficient: 'no', otherMeasuresSufficient: 'no', highRisk: 'yes', harmChance: 'large', harmSeriousness: 'serious' },
}

it('keeps who voted what and why beside what the engine advised, on the facts as they were', async () => {
  const { incidentId } = await h.report()
  await h.know(incidentId, leaked)
  const id = await h.ask(incidentId, 'breach')
  expect(await code(h.post('chair', incidentId, 'decisions', { question: 'breach' }))).toBe('decision.openAlready')
  await h.vote('dpo', incidentId, id, 'breach', { reason: 'De stick is weg.' })
  expect((await h.take('chair', incidentId, id)).body).toMatchObject({ status: 409, code: 'decision.votesMissing', field: 'chair' })
  await h.vote('chair', incidentId, id, 'incidentOnly', { reason: 'Niemand heeft hem.' })
  expect((await h.take('dpo', incidentId, id)).body).toMatchObject({ status: 422, code: 'decision.whyOtherwise', field: 'deviation' })
  expect((await h.take('dpo', incidentId, id, { deviation: 'Hij lag in de kluis.' })).status).toBe(200)
  const [made] = (await h.decisions('headOfIct', incidentId)).decisions
  expect(made).toMatchObject({
    ...{ question: 'breach', path: 'pair', status: 'taken', inForce: true, advised: 'breach', outcome: 'incidentOnly', deviates: true, incomplete: false },
    ...{ reason: h.reason, deviation: 'Hij lag in de kluis.', endedBy: 'Frits Fictief', counted: { outcome: 'incidentOnly', why: 'chair' } },
    facts: leaked,
    changed: [],
    votes: [
      { name: 'Frits Fictief', seat: 'dpo', outcome: 'breach', reason: 'De stick is weg.', counts: true },
      { name: 'Bram Bedacht', seat: 'chair', outcome: 'incidentOnly', reason: 'Niemand heeft hem.', counts: true },
    ],
  })
  for (const act of [
    h.vote('dpo', incidentId, id, 'breach'),
    h.take('dpo', incidentId, id),
    h.post('dpo', incidentId, `decisions/${id}/withdrawal`, { reason: h.reason }),
  ])
    expect(await code(act)).toBe('decision.over')
  for (const change of [`update decision set outcome = 'breach' where id = '${id}'`, `update decision_vote set role = 'chair' where decision_id = '${id}'`])
    await expect(h.deps.db.inBoard({ organisationId: h.organisationId }, ({ sql }) => sql.execute(change))).rejects.toThrow()
})

it('asks two of three for the rest, keeps a changed vote readable, and takes the protective side of a tie', async () => {
  const { incidentId } = await h.report()
  expect(await code(h.post('dpo', incidentId, 'decisions', { question: 'authority', path: 'pair' }))).toBe('decision.onlyTeam')
  const id = await h.ask(incidentId, 'authority')
  expect(await code(h.vote('handler', incidentId, id, 'notify'))).toBe('decision.noSeat')
  expect(await code(h.vote('dpo', incidentId, id, 'breach'))).toBe('decision.choice')
  for (const outcome of ['notify', 'notRequired'] as const) await h.vote('dpo', incidentId, id, outcome)
  expect((await h.decisions('dpo', incidentId)).decisions[0]).toMatchObject({
    counted: { outcome: null, missing: ['chair', 'headOfIct'] },
    may: { vote: true, take: false },
  })
  await h.vote('headOfIct', incidentId, id, 'notify')
  expect(await h.take('dpo', incidentId, id)).toMatchObject({ status: 200, body: { outcome: 'notify' } })
  const [made] = (await h.decisions('dpo', incidentId)).decisions
  expect(made!.counted.why).toBe('tie')
  expect(made!.votes.map(({ outcome, counts }) => [outcome, counts])).toEqual([
    ['notify', false],
    ['notRequired', true],
    ['notify', true],
  ])
})

it('lets a deputy vote only where whoever holds the seat is recused or away', async () => {
  const { incidentId } = await h.report()
  const id = await h.ask(incidentId, 'authority', { by: 'chair' })
  await h.sql(`update incident set audience = audience || '{dpo:deputy,chair:deputy}' where id = $1`, [incidentId])
  expect(await code(h.vote('deputyDpo', incidentId, id, 'notRequired'))).toBe('decision.seatHeld')
  await h.vote('chair', incidentId, id, 'notRequired')
  await h.vote('dpo', incidentId, id, 'notify')
  await h.recuse('chair', incidentId, 'dpo')
  expect((await h.decisions('chair', incidentId)).decisions[0]).toMatchObject({
    counted: { outcome: null },
    votes: [{ counts: true }, { seat: 'dpo', counts: false }],
  })
  expect((await h.vote('deputyDpo', incidentId, id, 'notRequired')).status).toBe(200)
  expect((await h.vote('dpo', incidentId, id, 'notify')).status).toBe(404)
  expect(await h.take('chair', incidentId, id)).toMatchObject({ status: 200, body: { outcome: 'notRequired' } })
  expect((await h.decisions('chair', incidentId)).decisions[0]!.votes.at(-1)).toMatchObject({ seat: 'dpo', deputy: true, counts: true })
  const away = await h.report()
  const next = await h.ask(away.incidentId, 'breach')
  await h.sql(`update incident set audience = audience || '{chair:deputy}' where id = $1`, [away.incidentId])
  const absent = { personId: h.person('chair'), fromAt: h.now(), untilAt: plus(h.now(), hours(1)) }
  expect((await h.send('chair', 'POST', `/boards/${h.organisationId}/absences`, absent)).status).toBeLessThan(300)
  expect((await h.vote('deputyChair', away.incidentId, next, 'breach')).status).toBe(200)
  h.outage(hours(1))
})

it('does not decide on facts that changed, nor on missing ones while there is time, and says which', async () => {
  const { incidentId, deadlineAt } = await h.report()
  const id = await h.ask(incidentId, 'breach')
  for (const who of ['dpo', 'chair'] as const) await h.vote(who, incidentId, id, 'breach')
  expect((await h.take('dpo', incidentId, id, { incomplete: false })).body).toMatchObject({ status: 409, code: 'decision.incomplete' })
  await h.know(incidentId, leaked)
  const { decisions, near } = await h.decisions('dpo', incidentId)
  expect(decisions[0]!.changed).toContainEqual({ fact: 'controller', was: null, now: 'own' })
  expect(near).toBe(false)
  expect((await h.take('dpo', incidentId, id)).body).toMatchObject({ status: 409, code: 'decision.factsChanged' })
  expect((await h.post('chair', incidentId, `decisions/${id}/withdrawal`, { reason: h.reason })).status).toBe(200)
  expect((await h.decisions('dpo', incidentId)).decisions[0]).toMatchObject({ status: 'withdrawn', reason: h.reason, endedBy: 'Bram Bedacht', inForce: false })
  const late = await h.report()
  const now = await h.ask(late.incidentId, 'breach')
  for (const who of ['dpo', 'chair'] as const) await h.vote(who, late.incidentId, now, 'breach')
  h.outage(hours(49))
  expect(plus(deadlineAt, -hours(24)) < h.now()).toBe(true)
  expect(await h.decisions('dpo', late.incidentId)).toMatchObject({ near: true, decisions: [{ incomplete: true }] })
  expect((await h.take('dpo', late.incidentId, now, { incomplete: false })).status).toBe(200)
})

it('keeps people and authority together, lets the chair sign overriding reasons, and leaves no choice after an order', async () => {
  const { incidentId } = await h.report()
  await h.know(incidentId, leaked)
  const overriding = await h.ask(incidentId, 'subjects')
  expect(await code(h.vote('dpo', incidentId, overriding, 'notRequired'))).toBe('decision.ground')
  for (const who of ['dpo', 'headOfIct', 'chair'] as const) await h.vote(who, incidentId, overriding, 'notRequired', { ground: 'overriding' })
  const why = { deviation: 'Een leerling is anders in gevaar.' }
  expect((await h.take('dpo', incidentId, overriding, why)).body).toMatchObject({ status: 403, code: 'decision.chairSigns' })
  expect((await h.take('chair', incidentId, overriding, why)).status).toBe(200)
  await h.decided(incidentId, 'subjects', 'communicate')
  const not = await h.ask(incidentId, 'authority')
  for (const who of ['dpo', 'chair'] as const) await h.vote(who, incidentId, not, 'notRequired')
  expect(await code(h.take('chair', incidentId, not, why))).toBe('decision.peopleAreTold')
  await h.know(incidentId, { authorityOrder: 'yes' })
  const ordered = await h.ask(incidentId, 'subjects')
  for (const who of ['dpo', 'chair'] as const) await h.vote(who, incidentId, ordered, 'publicNotice', { ground: 'disproportionate' })
  expect(await code(h.take('chair', incidentId, ordered, why))).toBe('decision.ordered')
  const other = await h.report()
  await h.decided(other.incidentId, 'authority', 'notRequired')
  const tell = await h.ask(other.incidentId, 'subjects')
  for (const who of ['dpo', 'chair'] as const) await h.vote(who, other.incidentId, tell, 'communicate')
  expect(await code(h.take('chair', other.incidentId, tell))).toBe('decision.notifyFirst')
})

it('hears the officer first where he has no vote, and asks why where his advice is not followed', async () => {
  const { incidentId } = await h.report()
  const settings = `/boards/${h.organisationId}/settings`
  expect(await h.send('chair', 'PUT', settings, { fgVotes: false })).toMatchObject({ status: 200, body: { fgVotes: false, search: false } })
  const id = await h.ask(incidentId, 'breach')
  expect(await code(h.vote('dpo', incidentId, id, 'breach'))).toBe('decision.noSeat')
  for (const who of ['handler', 'chair'] as const) await h.vote(who, incidentId, id, 'incidentOnly')
  expect(await code(h.take('chair', incidentId, id))).toBe('decision.adviceNeeded')
  await h.post('dpo', incidentId, 'advice', { about: 'breach', text: 'Neem het als datalek.' })
  expect((await h.take('chair', incidentId, id)).body).toMatchObject({ code: 'decision.adviceNeeded', field: 'followsAdvice' })
  expect((await h.take('chair', incidentId, id, { followsAdvice: false })).body).toMatchObject({ code: 'decision.whyOtherwise', field: 'againstAdvice' })
  expect((await h.take('chair', incidentId, id, { followsAdvice: false, againstAdvice: 'De stick is terug.' })).status).toBe(200)
  expect(await h.decisions('chair', incidentId)).toMatchObject({
    ...{ fgVotes: false, advice: [{ about: 'breach', text: 'Neem het als datalek.', by: 'Frits Fictief' }] },
    decisions: [{ againstAdvice: 'De stick is terug.', seats: ['chair', 'handler'] }],
  })
  const kept = await h.ask(incidentId, 'authority')
  expect(await h.send('chair', 'PUT', settings, { fgVotes: true })).toMatchObject({ body: { fgVotes: true } })
  // Whose the third vote is stays as it was when the question was put forward.
  expect(await code(h.vote('dpo', incidentId, kept, 'notify'))).toBe('decision.noSeat')
})

it('knows no decision of another incident, nor of another board, and shows none to who is recused', async () => {
  const riet = await otherBoard(h)
  const [here, there] = [await h.report(), await h.report()]
  const id = await h.ask(there.incidentId, 'breach')
  expect(await code(h.vote('dpo', here.incidentId, id, 'breach'))).toBe('decision.notFound')
  await h.recuse('chair', there.incidentId, 'headOfIct')
  expect((await (await h.as('headOfIct')).get(`/incidents/${there.incidentId}/decisions`)).status).toBe(404)
  await h.sql('update decision set organisation_id = $2 where id = $1', [id, riet.organisationId])
  expect(await code(h.vote('dpo', there.incidentId, id, 'breach'))).toBe('decision.notFound')
})

it('lets one of two who take it at once through, and seals every word of it', async () => {
  const { incidentId } = await h.report()
  const id = await h.ask(incidentId, 'breach')
  for (const who of ['dpo', 'chair'] as const) await h.vote(who, incidentId, id, 'breach', { reason: 'Kanariegeel is de kleur.' })
  const both = await Promise.all([h.take('dpo', incidentId, id), h.take('chair', incidentId, id, { reason: 'Kanariegeel, dus ja.' })])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await h.events('decision.taken', incidentId)).toHaveLength(1)
  const rows = await h.sql<{ all: string }>(
    `select (select string_agg(d::text, '') from decision d) || (select string_agg(v::text, '') from decision_vote v) || (select string_agg(e::text, '') from event e) as all`,
  )
  expect(rows[0]!.all.includes('Kanariegeel') || rows[0]!.all.includes(Buffer.from('Kanariegeel').toString('hex'))).toBe(false)
})

it('counts nobody who gave up his seat between voting and deciding, and takes no signature of a deputy while the chair is there', async () => {
  const { incidentId } = await h.report()
  const id = await h.ask(incidentId, 'authority')
  for (const who of ['headOfIct', 'chair'] as const) await h.vote(who, incidentId, id, 'notRequired')
  const grant = (until: string | null) =>
    h.sql(`update role_grant set until_at = $2 where person_id = $1 and role = 'headOfIct'`, [h.person('headOfIct'), until])
  await grant(plus(h.now(), -1))
  expect((await h.decisions('dpo', incidentId)).decisions[0]).toMatchObject({
    ...{ counted: { outcome: null, missing: ['dpo', 'headOfIct'] }, may: { take: false } },
    votes: [
      { seat: 'headOfIct', counts: false },
      { seat: 'chair', counts: true },
    ],
  })
  expect(await code(h.take('chair', incidentId, id))).toBe('decision.votesMissing')
  await grant(null)
  expect((await h.take('chair', incidentId, id)).status).toBe(200)
  const overriding = await h.ask(incidentId, 'subjects')
  for (const who of ['dpo', 'headOfIct'] as const) await h.vote(who, incidentId, overriding, 'notRequired', { ground: 'overriding' })
  await h.sql(`update incident set audience = audience || '{chair:deputy}' where id = $1`, [incidentId])
  expect(await code(h.take('deputyChair', incidentId, overriding))).toBe('decision.chairSigns')
  await h.recuse('dpo', incidentId, 'chair')
  expect((await h.take('deputyChair', incidentId, overriding)).status).toBe(200)
})
