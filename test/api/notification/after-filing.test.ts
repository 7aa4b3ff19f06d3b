import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { days, hours, plus } from '../../../shared/instant.ts'
import { readAloud, readPdf } from '../../support/read-pdf.ts'
import { noticeHouse, type NoticeHouse } from '../../support/notice-house.ts'

let h: NoticeHouse
beforeAll(async () => void (h = await noticeHouse({ at: '2026-03-02T09:15:00.000Z' })))
afterAll(() => h.drop())

it('puts what was promised on the engine: telling people by a date, and the rest of the notification', async () => {
  const { incidentId } = await h.report()
  const [willTellAt, followUpAt] = [plus(h.now(), hours(30)), plus(h.now(), days(5))]
  const { noticeId } = await h.files('dpo', incidentId, 'first', { told: 'willBe', willTellAt, complete: 'followUp', followUpAt })
  expect(await h.running(incidentId)).toMatchObject([
    { id: noticeId, kind: 'promise', dueAt: willTellAt, setBy: null, note: 'In de melding aan de AP beloofd: de betrokken mensen horen het.' },
    { kind: 'supplement', dueAt: followUpAt },
  ])
  expect((await h.row(incidentId)).needsAt).toBe(willTellAt)
  await h.advance(hours(24))
  expect((await h.deliveriesTo('dpo', incidentId)).some(({ stage }) => stage.startsWith('due-'))).toBe(true)
  // A follow-up answers the supplement and promises anew; said again, the same promise stays the same term.
  const later = plus(h.now(), days(2))
  await h.files('dpo', incidentId, 'followUp', { willTellAt: later, complete: 'complete' }, { number: 'AP-2' })
  const ended = (await h.incident('dpo', incidentId)).deadlines!.filter(({ endedAt }) => endedAt !== null).map(({ kind, outcome }) => [kind, outcome])
  expect(ended).toEqual(
    expect.arrayContaining([
      ['promise', 'replaced'],
      ['supplement', 'done'],
    ]),
  )
  expect(await h.running(incidentId)).toMatchObject([{ kind: 'promise', dueAt: later }])
  await h.files('dpo', incidentId, 'followUp', {}, { number: 'AP-3' })
  expect(await h.running(incidentId)).toMatchObject([{ kind: 'promise', dueAt: later }])
  await h.files('dpo', incidentId, 'followUp', { told: 'yes', toldAt: h.now() }, { number: 'AP-4' })
  expect(await h.running(incidentId)).toEqual([])
})

it('leaves a promise to tell people standing when the notification is withdrawn, and nothing to supplement', async () => {
  const { incidentId } = await h.report()
  const at = plus(h.now(), days(2))
  await h.files('dpo', incidentId, 'first', { told: 'willBe', willTellAt: at, complete: 'followUp', followUpAt: at })
  await h.files('dpo', incidentId, 'withdrawal', { withdrawalReason: 'Het was geen datalek.' })
  expect(await h.running(incidentId)).toMatchObject([{ kind: 'promise', dueAt: at }])
})

it('ends a promise to tell people once everybody was told, and not by a part of them or by a recall', async () => {
  const { incidentId } = await h.report()
  await h.files('dpo', incidentId, 'first', { told: 'willBe', willTellAt: plus(h.now(), days(2)), complete: 'complete' })
  const sent = async (kind: string, everyone: boolean) => {
    const { id } = (await h.post('dpo', incidentId, 'communications', { kind, lang: 'nl' })).body
    await h.post('dpo', incidentId, `communications/${String(id)}/finish`, { revision: 1, anyway: h.reason })
    return h.post('dpo', incidentId, `communications/${String(id)}/sendings`, { channel: 'mail', sentAt: h.now(), count: 3, everyone })
  }
  for (const [kind, everyone] of [['letter', false] as const, ['recall', true] as const]) expect((await sent(kind, everyone)).status).toBe(200)
  expect(await h.running(incidentId)).toMatchObject([{ kind: 'promise' }])
  expect((await sent('letter', true)).status).toBe(200)
  expect(await h.running(incidentId)).toEqual([])
})

it('watches the terms the authority sets, also one that passed before its letter was recorded, until it is answered', async () => {
  const { incidentId } = await h.report()
  const dueAt = plus(h.now(), hours(20))
  const { body } = await h.letter('dpo', incidentId, { dueAt })
  expect(await h.running(incidentId)).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'authorityQuestion', dueAt })]))
  await h.letter('handler', incidentId, { at: plus(h.now(), -days(3)), dueAt: plus(h.now(), -hours(1)), text: 'Deze lag op een ander bureau.' })
  await h.advance(hours(12))
  expect((await h.deliveriesTo('dpo', incidentId)).some(({ stage }) => stage.startsWith('due-'))).toBe(true)
  const answer = { direction: 'out', kind: 'answer', text: 'Het zijn er 23.', answers: body['letterId'] }
  expect((await h.letter('dpo', incidentId, answer)).status).toBe(200)
  const { letters } = await h.notices('dpo', incidentId)
  expect(letters.find(({ id }) => id === body['letterId'])).toMatchObject({
    kind: 'question',
    text: 'Hoeveel leerlingen?',
    dueAt,
    dueEndedAt: h.now(),
    setBy: 'Frits Fictief',
  })
  expect(await h.running(incidentId)).toHaveLength(2)
  const [event] = await h.events('notice.letterAdded', incidentId)
  expect(JSON.stringify(event!.facts)).not.toContain('leerlingen')
})

it('refuses a term before its letter, an answer to nothing, and an order that is none', async () => {
  const { incidentId } = await h.report()
  const codes = [
    await h.letter('dpo', incidentId, { dueAt: plus(h.now(), -1) }),
    await h.letter('dpo', incidentId, { direction: 'out', kind: 'answer', dueAt: plus(h.now(), days(1)) }),
    await h.letter('dpo', incidentId, { dueAt: plus(h.now(), days(401)) }),
    await h.letter('dpo', incidentId, { direction: 'out', kind: 'answer', answers: v7() }),
    await h.letter('dpo', incidentId, { kind: 'question', ordersTelling: true }),
    await h.letter('dpo', incidentId, { at: plus(h.now(), 1) }),
    await h.letter('chair', incidentId),
  ].map(({ body }) => body['code'])
  expect(codes).toEqual(['letter.dueFirst', 'letter.dueFirst', 'deadline.tooFar', 'letter.notFound', 'letter.noOrder', 'notice.inFuture', 'access.denied'])
})

it('takes an order of the authority as a fact: people are told', async () => {
  const { incidentId } = await h.report()
  await h.letter('dpo', incidentId, { kind: 'order', ordersTelling: true, text: 'Licht de ouders in.' })
  const rows = await h.sql<{ field: string }>(`select field from fact_answer where incident_id = $1`, [incidentId])
  expect(rows).toEqual([{ field: 'fact.authorityOrder' }])
  expect(await h.events('facts.answered', incidentId)).toHaveLength(1)
})

it('is the dpo’s and the handler’s, and the chair’s where it came straight to him', async () => {
  const [plain, straight] = [await h.report(), await h.report({ addressee: 'chair' })]
  expect((await h.start('chair', plain.incidentId, 'first')).status).toBe(403)
  expect((await h.notices('chair', plain.incidentId)).may).toEqual({ start: [], write: false, file: false, correspond: false })
  expect((await h.start('dpo', straight.incidentId, 'first')).status).toBe(404)
  expect((await h.files('chair', straight.incidentId, 'first')).body).toMatchObject({ inTime: 'onTime' })
  await h.recuse('dpo', plain.incidentId, 'handler')
  expect((await h.start('handler', plain.incidentId, 'first')).body).toMatchObject({ status: 404, code: 'incident.notFound' })
})

it('goes on paper as an accessible PDF in the order of the form, and as JSON, without who reported it', async () => {
  const { incidentId } = await h.report()
  const summary = `Een stick is kwijt. ${'Daarop stonden toetsen van groep 8. '.repeat(90)}`.slice(0, 4000)
  const { noticeId } = await h.files('dpo', incidentId, 'first', { summary, people: { min: 20, max: 24 }, nature: ['confidentiality', 'availability'] })
  const dpo = await h.as('dpo')
  const answer = await dpo.get(`/incidents/${incidentId}/notices/${noticeId}/paper?lang=nl`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const pdf = readPdf(new Uint8Array(await answer.arrayBuffer()))
  const { number } = await h.incident('dpo', incidentId)
  expect(pdf).toMatchObject({
    lang: 'nl',
    title: `Melding aan de AP, incident ${number}`,
    showsTitle: true,
    marked: true,
    tabs: true,
    untagged: '',
    unembedded: 0,
  })
  expect(pdf.pages).toBeGreaterThan(1)
  const said = readAloud(pdf.tree)
  expect(said).toEqual(
    expect.arrayContaining(['H1 Melding aan de Autoriteit Persoonsgegevens', 'H2 Over deze melding', 'TH Nummer van de AP', 'TD AP-2026-0001']),
  )
  const json = (await (await dpo.get(`/incidents/${incidentId}/notices/${noticeId}/json?lang=en`)).json()) as {
    sections: { section: string; fields: unknown[] }[]
  }
  expect(json).toMatchObject({
    kind: 'first',
    number: 'AP-2026-0001',
    inTime: 'onTime',
    organisation: 'Stichting De Waterlelie',
    fields: { people: { min: 20, max: 24 } },
  })
  expect(json.sections.map(({ section }) => section)).toEqual([
    'about',
    'contact',
    'timeline',
    'breach',
    'data',
    'people',
    'before',
    'consequences',
    'after',
    'complete',
  ])
  expect(JSON.stringify(json)).toContain('20 to 24')
  expect(JSON.stringify(json)).not.toContain('Noor')
  expect(await h.events('notice.exported', incidentId)).toMatchObject([{ facts: { as: 'pdf', lang: 'nl' } }, { facts: { as: 'json', lang: 'en' } }])
  expect((await dpo.get(`/incidents/${incidentId}/notices/${v7()}/paper?lang=nl`)).status).toBe(404)
})
