import { expect, it } from 'vitest'
import { linesFor } from '../../../web/offline/lines.ts'
import { keptMessages, ownMessages, queueMessage } from '../../../web/offline/messages.ts'
import { pull, pullOne } from '../../../web/offline/pull.ts'
import { makePhone, start, type Phone } from './phone.ts'

const at = new Date(start).toISOString()
const elsewhere = '018f3a5e-0000-7000-8000-000000000009'
const summary = (id: string, more = {}) => ({
  id,
  number: '2026-014',
  kind: 'deviceLost',
  state: 'read',
  reportedAt: at,
  receivedAt: at,
  readAt: at,
  discreet: false,
  unansweredQuestions: 0,
  ...more,
})
const question = {
  id: '018f3a5e-0000-7000-8000-0000000000aa',
  from: 'team',
  authorRole: 'dpo',
  mine: false,
  text: 'Zat er een wachtwoord op?',
  corrects: null,
  sentAt: at,
  receivedAt: at,
  readAt: null,
}

const pulled = async (phone: Phone) => {
  await phone.sync.drain('start')
  await pull(phone.sync.sending, 'anna')
  return linesFor(phone.store.db, 'anna')
}

it('shows what was reported on another device, also without a network afterwards', async () => {
  const phone = await makePhone()
  phone.end.told.set(elsewhere, summary(elsewhere))
  expect(await pulled(phone)).toMatchObject([{ id: elsewhere, state: 'read', number: '2026-014', readAt: at }])
  phone.end.fault = () => 'down'
  expect(await pulled(await phone.restarted())).toHaveLength(1)
})

it('keeps a question, sealed, so that it can be read and answered offline', async () => {
  const phone = await makePhone()
  phone.end.told.set(elsewhere, { ...summary(elsewhere, { unansweredQuestions: 1 }), description: 'Stick kwijt', messages: [question] })
  expect((await pulled(phone))[0]?.questions).toBe(1)
  expect(await keptMessages(phone.store, elsewhere)).toEqual([question])
  expect(
    JSON.stringify(await phone.store.db.view.toArray(), (_, value) => (value instanceof ArrayBuffer ? Buffer.from(value).toString('latin1') : value)),
  ).not.toContain('wachtwoord')
  await queueMessage(phone.store, { reportId: elsewhere, ownerId: 'anna', text: 'Nee' })
  expect(await ownMessages(phone.store, elsewhere)).toMatchObject([{ text: 'Nee', state: 'queued' }])
})

it('does not let one line it cannot read cost the others', async () => {
  const phone = await makePhone()
  phone.end.told.set('odd', { id: 7 })
  phone.end.told.set(elsewhere, summary(elsewhere, { kind: 'drone', state: 'archived' }))
  expect(await pulled(phone)).toMatchObject([{ id: elsewhere, kind: 'other', state: 'received' }])
})

it('gives the words, for whom they are and who took it up, as the school has them, without keeping them', async () => {
  const phone = await makePhone()
  const first = { role: 'dpo', at: '2026-03-02T13:03:00.000Z' }
  const takenUp = [first, { role: 'chair', at: 'straks' }, 'niemand']
  phone.end.told.set(elsewhere, { ...summary(elsewhere), description: 'Stick kwijt', messages: [], addressee: 'chair', notTo: ['handler', 'newer'], takenUp })
  await phone.sync.drain('start')
  const goesTo = { addressee: 'chair', notTo: ['handler'] }
  expect(await pullOne(phone.sync.sending, 'anna', elsewhere)).toEqual({ description: 'Stick kwijt', goesTo, takenUp: [first] })
  expect(JSON.stringify(await phone.store.db.view.toArray())).not.toContain('handler')
  expect((await phone.store.db.report.toArray()).length).toBe(0)
})

it('says nothing of for whom it is where the school does not', async () => {
  const phone = await makePhone()
  phone.end.told.set(elsewhere, { ...summary(elsewhere), description: null, messages: [] })
  await phone.sync.drain('start')
  expect(await pullOne(phone.sync.sending, 'anna', elsewhere)).toEqual({ description: null, goesTo: null, takenUp: [] })
})

it('fetches the second question when an answer and a new question fell between two rounds', async () => {
  const phone = await makePhone()
  const later = new Date(start + 60_000).toISOString()
  const second = { ...question, id: '018f3a5e-0000-7000-8000-0000000000bb', text: 'Is hij gevonden?' }
  const tells = (lastMessageAt: string, messages: unknown[]) =>
    phone.end.told.set(elsewhere, { ...summary(elsewhere, { unansweredQuestions: 1, lastMessageAt }), messages })
  tells(at, [question])
  await pulled(phone)
  tells(later, [question, { ...question, id: elsewhere, mine: true, text: 'Nee' }, second])
  await pulled(phone)
  expect((await keptMessages(phone.store, elsewhere))?.map((message) => message.text)).toEqual([question.text, 'Nee', second.text])
  phone.end.requests.length = 0
  await pulled(phone)
  expect(phone.end.requests.filter((request) => request.endsWith(elsewhere))).toEqual([])
})

it('goes by the count with an older server that does not tell when the last message came', async () => {
  const phone = await makePhone()
  phone.end.told.set(elsewhere, { ...summary(elsewhere), messages: [] })
  await pulled(phone)
  phone.end.told.set(elsewhere, { ...summary(elsewhere, { unansweredQuestions: 1 }), messages: [question] })
  await pulled(phone)
  expect(await keptMessages(phone.store, elsewhere)).toEqual([question])
  phone.end.requests.length = 0
  await pulled(phone)
  expect(phone.end.requests.filter((request) => request.endsWith(elsewhere))).toEqual([])
})

it('keeps its own copy of a message the school has not told back, also when the clock was turned back', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  await phone.sync.drain('save')
  phone.end.reports.get(id)!.state = 'read'
  phone.end.told.set(id, { ...summary(id), messages: [] })
  await pullOne(phone.sync.sending, 'anna', id)
  phone.clock.ms -= 7_200_000
  await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'Gevonden' })
  await phone.sync.drain('save')
  expect(await ownMessages(phone.store, id)).toMatchObject([{ text: 'Gevonden', state: 'received' }])
})

it('drops its own copy of a message once the school tells it back', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  const message = await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'Gevonden' })
  await phone.sync.drain('save')
  phone.end.reports.get(id)!.state = 'read'
  phone.end.told.set(id, { ...summary(id), messages: [{ ...question, id: message, mine: true, text: 'Gevonden' }] })
  await phone.sync.drain('interval')
  phone.clock.ms += 1000
  await pullOne(phone.sync.sending, 'anna', id)
  await phone.sync.drain('interval')
  expect(await ownMessages(phone.store, id)).toEqual([])
  expect(await keptMessages(phone.store, id)).toHaveLength(1)
})
