import { expect, it } from 'vitest'
import { days } from '../../../shared/instant.ts'
import { discardDraft, draftsFor, openDraft, photosOf, saveDraft } from '../../../web/offline/drafts.ts'
import { linesFor } from '../../../web/offline/lines.ts'
import { queueMessage } from '../../../web/offline/messages.ts'
import { queueReport, reopen } from '../../../web/offline/outbox.ts'
import { lostStick, makePhone, start, states } from './phone.ts'

const fields = { description: 'Stick kw' }
const draft = (id: string, more = {}) => ({ id, ownerId: 'anna', kind: 'deviceLost' as const, draftSkewMs: 120, fields: { ...fields, ...more } })

it('gives back what was being typed after a crash', async () => {
  const phone = await makePhone()
  const id = phone.store.newId()
  await saveDraft(phone.store, draft(id))
  const again = await phone.restarted()
  expect((await draftsFor(again.store, 'anna')).map((row) => row.id)).toEqual([id])
  expect(await openDraft(again.store, id)).toMatchObject({ fields, row: { draftSkewMs: 120 } })
})

it('never lets a late autosave undo a queued report, nor a second tap send it twice', async () => {
  const phone = await makePhone()
  const id = phone.store.newId()
  await saveDraft(phone.store, draft(id))
  const tap = { id, ownerId: 'anna', report: lostStick(start) }
  expect(await Promise.all([queueReport(phone.store, tap), queueReport(phone.store, tap)])).toEqual([true, false])
  expect(await saveDraft(phone.store, draft(id, { description: 'late' }))).toBe(false)
  expect(await states(phone)).toEqual(['report queued'])
})

it('shows nobody another person’s draft', async () => {
  const phone = await makePhone()
  await saveDraft(phone.store, draft(phone.store.newId()))
  expect(await draftsFor(phone.store, 'bert')).toEqual([])
  expect(await draftsFor(phone.store, null)).toEqual([])
})

it('stores no word of a report readably', async () => {
  const phone = await makePhone()
  const id = await phone.reports('kanarie-in-de-trein', { photos: 1 })
  await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'kanarie-gevonden' })
  const tables = await Promise.all(phone.store.db.tables.filter((table) => table.name !== 'meta').map((table) => table.toArray()))
  const text = JSON.stringify(tables, (_, value) => (value instanceof ArrayBuffer ? Buffer.from(value).toString('latin1') : value))
  expect(text).not.toContain('kanarie')
})

it('goes back to the form as long as nothing was ever sent, and not after', async () => {
  const phone = await makePhone()
  const id = await phone.reports('eerste', { photos: 1 })
  expect((await linesFor(phone.store.db, 'anna'))[0]).toMatchObject({ state: 'waiting', editable: true })
  expect(await reopen(phone.store, id)).toBe(true)
  expect(await states(phone)).toEqual([])
  expect(await photosOf(phone.store, id)).toHaveLength(1)
  await queueReport(phone.store, { id, ownerId: 'anna', report: lostStick(start, 'tweede') })
  await phone.sync.drain('save')
  expect(JSON.parse(phone.end.reports.get(id)!.bodies[0]!)).toMatchObject({ description: 'tweede', attachments: 1 })
  expect(await reopen(phone.store, id)).toBe(false)
})

it('keeps the sealed report until a person has read it, then only a stub', async () => {
  const phone = await makePhone()
  const id = await phone.reports('Stick kwijt', { photos: 1 })
  await phone.sync.drain('save')
  phone.clock.ms += days(13)
  await phone.sync.drain('interval')
  expect((await phone.store.db.report.get(id))?.phase).toBe('frozen')
  phone.end.reports.get(id)!.state = 'read'
  await phone.sync.drain('interval')
  expect(await phone.store.db.report.get(id)).toMatchObject({ phase: 'stub', body: null, draft: null, kind: 'deviceLost' })
  expect(await phone.store.db.attachment.count()).toBe(0)
  expect((await linesFor(phone.store.db, 'anna'))[0]).toMatchObject({ state: 'read', number: '2026-014' })
})

it('keeps it fourteen days after it was received at most, by the server’s clock, and the unsent for ever', async () => {
  const phone = await makePhone({ serverAhead: -days(30) })
  const sent = await phone.reports('verzonden')
  await phone.sync.drain('save')
  phone.end.fault = (path) => (path.includes('reconcile') ? 'trouble' : 'none')
  phone.clock.ms += days(14) - 1000
  await phone.sync.drain('interval')
  expect((await phone.store.db.report.get(sent))?.phase).toBe('frozen')
  phone.clock.ms += 2000
  phone.end.fault = (path, method) => (method === 'PUT' || path.includes('reconcile') ? 'trouble' : 'none')
  const unsent = await phone.reports('onverzonden')
  await phone.sync.drain('interval')
  phone.clock.ms += days(400)
  await phone.sync.drain('interval')
  expect((await phone.store.db.report.get(sent))?.phase).toBe('stub')
  expect((await phone.store.db.report.get(unsent))?.phase).toBe('frozen')
})

it('takes what was received off a phone that stays signed out too, after fourteen days', async () => {
  const phone = await makePhone()
  const id = await phone.reports('verzonden')
  await phone.sync.drain('save')
  phone.me.id = phone.end.session = null
  phone.clock.ms += days(14) - 1000
  await phone.sync.drain('interval')
  expect((await phone.store.db.report.get(id))?.phase).toBe('frozen')
  phone.clock.ms += 2000
  await phone.sync.drain('interval')
  expect(await phone.store.db.report.get(id)).toMatchObject({ phase: 'stub', body: null })
})

it('keeps a read report as long as a photo of it was not received', async () => {
  const phone = await makePhone()
  const id = await phone.reports('Stick kwijt', { photos: 1 })
  phone.end.fault = (path) => (path.includes('attachments') ? 'trouble' : 'none')
  await phone.sync.drain('save')
  phone.end.reports.get(id)!.state = 'closed'
  await phone.sync.drain('interval')
  expect((await phone.store.db.report.get(id))?.phase).toBe('frozen')
})

it('sends again what the server lost, with all that hung on it', async () => {
  const phone = await makePhone()
  const id = await phone.reports('Stick kwijt', { photos: 1 })
  await phone.sync.drain('save')
  phone.end.reports.clear()
  phone.end.attachments.clear()
  await phone.sync.drain('interval')
  expect(phone.end.reports.get(id)?.bodies).toHaveLength(1)
  expect(phone.end.attachments.size).toBe(1)
})

it('does not send again what the school erased, and keeps no words of it either', async () => {
  const phone = await makePhone()
  const id = await phone.reports('Stick kwijt', { photos: 1 })
  await phone.sync.drain('save')
  phone.end.erased.add(id)
  phone.end.reports.clear()
  await phone.sync.drain('interval')
  expect(phone.end.reports.size).toBe(0)
  expect(await phone.store.db.report.get(id)).toMatchObject({ phase: 'erased', body: null, draft: null })
  expect((await linesFor(phone.store.db, 'anna'))[0]?.state).toBe('erased')
})

it('leaves a stub when the server answers 410, and lets the writer of an unsent message keep it', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  await phone.sync.drain('save')
  phone.end.erased.add(id)
  const message = await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'Nog iets' })
  await phone.sync.drain('save')
  expect((await phone.store.db.report.get(id))?.phase).toBe('erased')
  expect(await phone.store.db.outbox.get(message)).toMatchObject({ state: 'attention', reason: 'report.erased' })
})

it('throws a draft away only when asked, with its photos', async () => {
  const phone = await makePhone()
  const queued = await phone.reports('in de wachtrij', { photos: 1 })
  await discardDraft(phone.store, queued)
  expect((await phone.store.db.report.get(queued))?.phase).toBe('frozen')
})
