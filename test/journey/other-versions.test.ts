import { afterEach, expect, it } from 'vitest'
import type { Report } from '../../shared/incident/report.ts'
import { days } from '../../shared/instant.ts'
import { demoIdentity } from '../../api/demo/board.ts'
import { pull } from '../../web/offline/pull.ts'
import { office, type Office } from '../support/office.ts'
import { dossierOf, pocket } from '../support/pocket.ts'
import { jpeg, say, write } from '../support/real-device.ts'
import { nothingStored, readStored } from '../support/stored.ts'

let o: Office
afterEach(() => o.drop())

it.each([
  ['the version before this one', { shape: 0 }, ['unknownShape', 'oddField']],
  ['the version after this one', { shape: 2, onSite: { room: '12b' }, feltUrgent: true }, ['unknownShape', 'unknownField', 'oddField']],
  ['a version with a kind this school does not know', { kind: 'droneLost' }, ['oddKind']],
])('takes in a report written by %s, byte for byte, and flags what it did not understand', async (_, changes, flags) => {
  o = await office()
  const phone = await pocket(o)
  const { id, bytes } = await write(phone.tab, changes as Partial<Report>, [jpeg(1)])
  await phone.tab.drain('save')
  expect((await phone.shows(id))?.state).toBe('received')
  expect((await readStored(o.deps, nothingStored())).reports.get(id)?.bytes).toBe(bytes)
  const [seen] = (await dossierOf(o, id)).reports
  expect(seen!.flags).toEqual(expect.arrayContaining(flags))
  expect(seen!.description).toBe('Stick kwijt in de trein')
  for (const [field, value] of Object.entries(changes)) expect(seen!.oddFields[field]).toEqual(value)
})

it('sends the frozen bytes of a row that a newer version of the app put in the outbox', async () => {
  o = await office()
  const phone = await pocket(o)
  const { id, bytes } = await write(phone.tab)
  await phone.tab.store.db.outbox.update(id, { shape: 9, route: 'ordinary' } as never)
  await phone.tab.drain('save')
  expect((await readStored(o.deps, nothingStored())).reports.get(id)?.bytes).toBe(bytes)
})

/** As a school of next year answers: more fields than this app knows, and a state it has no word for. */
const newer = (given: unknown): unknown =>
  typeof given !== 'object' || given === null
    ? given
    : { ...given, ...('state' in given ? { state: 'archived' } : {}), colour: 'green', ...('states' in given ? { states: archived(given.states) } : {}) }
const archived = (states: unknown) => Object.fromEntries(Object.keys(states as object).map((id) => [id, 'archived']))

async function changed(given: Response, change: (json: unknown) => unknown): Promise<Response> {
  if (!(given.headers.get('content-type') ?? '').includes('json')) return given
  return new Response(JSON.stringify(change(await given.json())), { status: given.status, headers: given.headers })
}

it('understands a newer school: unknown fields do no harm and an unknown state takes no word off the phone', async () => {
  o = await office()
  const phone = await pocket(o, { answer: async (_, given) => changed(given, newer) })
  const { id } = await write(phone.tab, {}, [jpeg(1)])
  await say(phone.tab, id, 'O ja')
  await phone.tab.drain('save')
  await pull(phone.tab.sync.sending, demoIdentity('teacher'))
  await phone.tab.drain('interval')
  expect(await phone.states()).toEqual(['attachment received', 'message received', 'report received'])
  expect((await phone.tab.store.db.report.get(id))?.phase).toBe('frozen')
  expect((await phone.shows(id))?.state).toBe('received')
})

it('understands an older school that tells neither which photos it has nor when the last message came', async () => {
  o = await office()
  const older = (given: unknown): unknown => {
    if (typeof given !== 'object' || given === null) return given
    const { parts: _, lastMessageAt: __, ...rest } = given as Record<string, unknown>
    return Array.isArray(rest['items']) ? { ...rest, items: rest['items'].map(older) } : rest
  }
  const phone = await pocket(o, { answer: async (_, given) => changed(given, older) })
  const { id } = await write(phone.tab, {}, [jpeg(1)])
  await phone.tab.drain('save')
  await (await o.as('dpo')).post(`/reports/${id}/messages`, { id: phone.tab.store.newId(), text: 'Waar precies?' })
  await pull(phone.tab.sync.sending, demoIdentity('teacher'))
  expect((await phone.tab.store.db.view.get(id))?.messageIds).toHaveLength(1)
  o.outage(days(0))
  await phone.tab.drain('interval')
  expect(await phone.states()).toEqual(['attachment received', 'report received'])
})

it.each([
  ['emoji', '😶‍🌫️👩🏽‍🏫🏳️‍⚧️ kwijt'],
  ['text from right to left', 'فقدت ذاكرة USB في القطار ‏(اليوم)‏'],
  ['a NUL', 'voor\u0000na'],
  ['half a surrogate and control characters', 'x\ud83d\u0007\u2028y'],
  ['combining marks that are not normalised', 'e\u0301 en \u00e9'],
])('keeps %s in a description byte for byte, and shows it to the FG as it was typed', async (_, description) => {
  o = await office()
  const phone = await pocket(o)
  const { id, bytes } = await write(phone.tab, { description })
  phone.line.writes = ['lostAfter']
  await phone.tab.drain('save')
  await phone.tab.drain('online')
  expect(await phone.states()).toEqual(['report received'])
  expect((await readStored(o.deps, nothingStored())).reports.get(id)?.bytes).toBe(bytes)
  expect((await dossierOf(o, id)).reports[0]!.description).toBe(description)
})

it('sends a report with five photos whole, whichever of them fails on the way', async () => {
  o = await office()
  const phone = await pocket(o)
  const { photos } = await write(
    phone.tab,
    {},
    [1, 2, 3, 4, 5].map((at) => jpeg(at, at)),
  )
  phone.line.writes = ['fine', 'lostBefore', 'fine', 'cut', 'lostAfter', 'trouble']
  await phone.tab.drain('save')
  phone.line.writes = ['straggler', 'twice']
  await phone.tab.drain('online')
  await phone.tab.drain('online')
  await phone.line.deliver()
  const held = await readStored(o.deps, nothingStored())
  expect([...held.photos].map(([id, photo]) => [id, photo.bytes]).toSorted()).toEqual([...photos].toSorted())
  expect(await phone.states()).toEqual([...Array.from({ length: 5 }, () => 'attachment received'), 'report received'])
})
