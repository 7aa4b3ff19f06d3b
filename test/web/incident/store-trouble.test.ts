import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { Dexie } from 'dexie'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSession } from '../../../web/access/session-store.ts'
import KeepingNotice from '../../../web/incident/KeepingNotice.vue'
import { useReport } from '../../../web/incident/report-store.ts'
import { needTexts } from '../../../web/i18n.ts'
import { isFull } from '../../../web/offline/is-full.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { keeping, trouble } from '../../../web/offline/useConnection.ts'
import { makeFarEnd, type FarEnd } from '../offline/far-end.ts'
import { fritsSession, mountScreen } from '../../support/mount-screen.ts'

const me = fritsSession().identityId
let end: FarEnd
beforeEach(async () => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' }))
  end = makeFarEnd(() => Date.now())
  end.session = me
  end.fault = () => 'down'
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => end.fetch(path, init))
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const full = () => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
}
const fullDisk = () => [vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full), vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full)]

async function typing(description: string) {
  const report = useReport()
  report.fields.kind = 'deviceLost'
  report.fields.description = description
  await nextTick()
  await report.flush()
  return report
}
const notice = async () => {
  await needTexts('device')
  const { screen } = await mountScreen(KeepingNotice)
  return screen
}
const aPhoto = async (id: string, at: number) =>
  (await openOffline()).addPhoto(id, { id: (await openOffline()).newId(), contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, at) })
const draftOf = async () => (await (await openOffline()).draftsFor(me)).at(0)?.id ?? ''

it('keeps the form in memory when the store does not open, and saves it by itself once it does', async () => {
  const broken = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
  })
  const report = await typing('in het geheugen')
  expect([report.saving, keeping.value]).toEqual(['failed', 'nowhere'])
  expect((await notice()).text()).toContain('Blijf op deze pagina')
  broken.mockRestore()
  await vi.waitFor(() => expect(report.saving).toBe('saved'), { timeout: 8_000 })
  expect([report.fields.description, keeping.value, trouble.value]).toEqual(['in het geheugen', 'sealed', null])
  expect((await notice()).text()).toBe('')
  await report.restart()
}, 15_000)

it('says that the store is gone when it drops out under the form, offers a reload, and takes it back when it returns', async () => {
  const report = await typing('eerst')
  const broken = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
  })
  report.fields.description = 'en verder'
  await nextTick()
  await report.flush()
  expect([report.saving, trouble.value]).toEqual(['failed', 'lost'])
  const told = await notice()
  expect(told.text()).toContain('staat alleen op dit scherm')
  expect(told.find('button').text()).toContain('Laad opnieuw')
  broken.mockRestore()
  await report.flush()
  await flushPromises()
  expect([report.saving, trouble.value, told.text()]).toEqual(['saved', null, ''])
  await report.restart()
})

it('keeps the form when the disk is full, says what to do in both languages, and saves it when there is room', async () => {
  const report = await typing('past nog')
  const writes = fullDisk()
  report.fields.description = 'past niet meer'
  await nextTick()
  await report.flush()
  expect([report.saving, trouble.value, report.fields.description]).toEqual(['failed', 'full', 'past niet meer'])
  expect((await notice()).text()).toContain('Haal een foto weg of maak ruimte vrij')
  const english = (await mountScreen(KeepingNotice, { locale: 'en' })).screen
  expect(english.text()).toContain('This device is full')
  for (const write of writes) write.mockRestore()
  await report.flush()
  expect([report.saving, trouble.value]).toEqual(['saved', null])
  await report.restart()
})

it('writes nothing of a photo that does not fit, and leaves the draft as it was', async () => {
  const report = await typing('met foto')
  const id = await draftOf()
  fullDisk()
  await expect(aPhoto(id, 1)).rejects.toSatisfy(isFull)
  vi.restoreAllMocks()
  const offline = await openOffline()
  expect(await offline.photosOf(id)).toEqual([])
  expect((await offline.openDraft<{ description: string }>(id))?.fields.description).toBe('met foto')
  await report.restart()
})

it('sends from memory, photos too, what the disk has no room to queue; the draft goes once all of it arrived', async () => {
  const report = await typing('vol maar verbonden')
  const id = await draftOf()
  await aPhoto(id, 1)
  end.fault = () => 'none'
  fullDisk()
  expect(await report.submit()).toEqual({ id, number: '2026-014', left: 0 })
  vi.restoreAllMocks()
  expect(JSON.parse(end.reports.get(id)!.bodies[0]!)).toMatchObject({ description: 'vol maar verbonden', attachments: 1 })
  expect(end.attachments.size).toBe(1)
  expect(await draftOf()).toBe('')
})

it('keeps the draft when a photo of it did not arrive, and says how many', async () => {
  const report = await typing('foto blijft achter')
  const id = await draftOf()
  await aPhoto(id, 1)
  end.fault = (path) => (path.includes('attachments') ? 'down' : 'none')
  fullDisk()
  expect(await report.submit()).toEqual({ id, number: '2026-014', left: 1 })
  vi.restoreAllMocks()
  expect(await draftOf()).toBe(id)
  await (await openOffline()).discardDraft(id)
})

it('keeps the form when neither the disk nor the network takes it', async () => {
  const report = await typing('nergens heen')
  fullDisk()
  expect(await report.submit()).toBeNull()
  expect([report.fields.description, trouble.value]).toEqual(['nergens heen', 'full'])
  vi.restoreAllMocks()
  await report.flush()
  await report.restart()
})

it('knows a full disk also by what made a transaction fail', () => {
  expect(isFull(new Dexie.AbortError(new DOMException('full', 'QuotaExceededError') as unknown as string))).toBe(true)
  expect(isFull(Object.assign(new Error('aborted'), { name: 'AbortError', inner: Object.assign(new Error(''), { name: 'QuotaExceededError' }) }))).toBe(true)
  expect(isFull(new Error('something else'))).toBe(false)
})
