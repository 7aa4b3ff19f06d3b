import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSession } from '../../../web/access/session-store.ts'
import KeepingNotice from '../../../web/incident/KeepingNotice.vue'
import { useReport } from '../../../web/incident/report-store.ts'
import { needTexts } from '../../../web/i18n.ts'
import { isDirty } from '../../../web/offline/dirty.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { trouble } from '../../../web/offline/useConnection.ts'
import { newId } from '../../../web/offline/uuid.ts'
import { makeFarEnd, type FarEnd } from '../offline/far-end.ts'
import { fritsSession, mountScreen } from '../../support/mount-screen.ts'

const me = fritsSession().identityId
let end: FarEnd
beforeEach(async () => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' }))
  end = makeFarEnd(() => Date.now())
  end.session = me
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => end.fetch(path, init))
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  await needTexts('device')
  setActivePinia(createPinia())
  history.replaceState(null, '', '/melden/controleren')
  document.body.replaceChildren()
  for (const { id } of await (await openOffline()).draftsFor(me)) await (await openOffline()).discardDraft(id)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  useReport().clear()
  trouble.value = null
})

const full = () => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
}
const fullDisk = () => [vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full), vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full)]
/** Without an answer the store does not open again either. */
const goneStore = () =>
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
  })

async function types(description: string, report = useReport()) {
  report.fields.kind = 'deviceLost'
  report.fields.description = description
  await nextTick()
  return report
}
async function typed(description: string) {
  const report = await types(description)
  await report.flush()
  return report
}
const drafts = async () => (await openOffline()).draftsFor(me)
const jpeg = { contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 1) }

/** A draft with a photo, taken up again by the page. */
async function withPhoto(description: string) {
  const before = await typed(description)
  const [draft] = await drafts()
  await (await openOffline()).addPhoto(draft!.id, { id: newId(Date.now()), ...jpeg })
  before.clear()
  const report = useReport()
  await report.restore(draft!.id)
  expect(report.photos).toHaveLength(1)
  return { report, id: draft!.id }
}
const lines = async () => {
  const offline = await openOffline()
  return new Promise<Parameters<Parameters<typeof offline.watchLines>[1]>[0]>((told) => offline.watchLines(me, told))
}

it('sends the photos that the form holds when the store drops out before sending', async () => {
  const { report, id } = await withPhoto('winkel weg')
  report.fields.description = 'winkel weg, en verder'
  await nextTick()
  const gone = goneStore()
  expect(await report.submit()).toEqual({ id, number: '2026-014', left: 0 })
  gone.mockRestore()
  expect(end.attachments.size).toBe(1)
  expect(JSON.parse(end.reports.get(id)!.bodies[0]!)).toMatchObject({ description: 'winkel weg, en verder', attachments: 1 })
})

it('keeps what arrived as received once there is room for it, and sends the photo that was left', async () => {
  const { report, id } = await withPhoto('foto volgt')
  report.fields.description = 'foto volgt vanzelf'
  await nextTick()
  const writes = fullDisk()
  end.fault = (path) => {
    if (!path.includes('attachments')) return 'none'
    for (const write of writes) write.mockRestore()
    return end.requests.filter((request) => request.includes('attachments')).length > 1 ? 'none' : 'down'
  }
  expect(await report.submit()).toEqual({ id, number: '2026-014', left: 0 })
  expect(await drafts()).toEqual([])
  await vi.waitFor(() => expect(end.attachments.size).toBe(1), { timeout: 5_000 })
  expect((await lines()).find((line) => line.id === id)).toMatchObject({ state: 'received', number: '2026-014' })
  expect(new Set(end.reports.get(id)!.bodies).size).toBe(1)
})

it('tells the session that it ended, so that signing in and handing in are offered, and the words stay', async () => {
  await mountScreen(KeepingNotice)
  const report = useReport()
  const session = useSession()
  const gone = goneStore()
  trouble.value = 'lost'
  await types('staat alleen hier', report)
  await report.flush()
  end.session = null
  expect(await report.submit()).toBeNull()
  await flushPromises()
  expect([session.state, report.fields.description, report.tried]).toEqual(['signedOut', 'staat alleen hier', true])
  expect(document.body.querySelector('a[href^="/inloggen?naar=/melden/controleren"]')).not.toBeNull()
  expect(document.body.querySelector('a[href="/inleveren/direct"]')).not.toBeNull()
  history.replaceState(null, '', '/inloggen')
  session.view = fritsSession()
  await nextTick()
  end.session = me
  expect((await report.submit())?.number).toBe('2026-014')
  gone.mockRestore()
})

it('counts as half written for as long as the words are in memory only, whatever screen is open', async () => {
  const gone = goneStore()
  const report = await typed('alleen in het geheugen')
  expect([report.saving, isDirty.value]).toEqual(['failed', true])
  gone.mockRestore()
  await report.flush()
  expect(isDirty.value).toBe(false)
})

it('makes a report of its own of what is typed after another tab sent the draft, and never says that it is kept before it is', async () => {
  const other = await typed('in twee tabbladen')
  const [draft] = await drafts()
  setActivePinia(createPinia())
  const mine = useReport()
  await mine.restore(draft!.id)
  expect((await other.submit())?.id).toBe(draft!.id)
  await types('in twee tabbladen, en meer', mine)
  expect(await mine.submit()).toBeNull()
  expect(mine.saving).toBe('waiting')
  await vi.waitFor(() => expect(mine.saving).toBe('saved'))
  const sent = await mine.submit()
  expect(sent?.id).not.toBe(draft!.id)
  expect(await (await openOffline()).ownReport(sent!.id)).toMatchObject({ description: 'in twee tabbladen, en meer' })
})

it('keeps what was typed while it was being sent as a report of its own', async () => {
  const report = await types('eerste woorden')
  const gone = goneStore()
  end.fault = (_, method) => {
    if (method === 'PUT') report.fields.description = 'eerste woorden, en meer'
    return 'none'
  }
  const sent = await report.submit()
  expect(JSON.parse(end.reports.get(sent!.id)!.bodies[0]!)).toMatchObject({ description: 'eerste woorden' })
  expect([report.fields.description, report.tried]).toEqual(['eerste woorden, en meer', false])
  gone.mockRestore()
  expect(await report.flush()).toBe(true)
  expect((await report.submit())?.id).not.toBe(sent!.id)
})

it('sends the same bytes first when the device keeps again what may have arrived already', async () => {
  const gone = goneStore()
  const report = await typed('antwoord kwijt')
  end.fault = (_, method) => (method === 'PUT' ? 'lost' : 'none')
  expect(await report.submit()).toBeNull()
  gone.mockRestore()
  end.fault = () => 'none'
  expect(await report.flush()).toBe(true)
  const sent = await report.submit()
  expect(sent?.number).toBe('2026-014')
  expect(new Set(end.reports.get(sent!.id)!.bodies).size).toBe(1)
})

it('makes one report of two taps', async () => {
  const report = await types('twee keer getikt')
  const sent = (await Promise.all([report.submit(), report.submit()])).filter((one) => one !== null)
  expect(sent).toHaveLength(1)
  await new Promise((rest) => setTimeout(rest, 400))
  expect(await drafts()).toEqual([])
})

it('opens no other draft over words that could not be saved, and says so', async () => {
  await typed('oud concept')
  const [old] = await drafts()
  setActivePinia(createPinia())
  await mountScreen(KeepingNotice)
  const report = useReport()
  const writes = fullDisk()
  await types('past niet meer', report)
  expect(await report.restore(old!.id)).toBe(false)
  expect(report.fields.description).toBe('past niet meer')
  await flushPromises()
  expect(document.body.textContent).toContain('Het andere openen we nog niet')
  for (const write of writes) write.mockRestore()
  expect(await report.restore(old!.id)).toBe(true)
  expect(report.fields.description).toBe('oud concept')
  expect(await drafts()).toHaveLength(2)
})
