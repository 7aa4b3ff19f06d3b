import 'fake-indexeddb/auto'
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSession } from '../../../web/access/session-store.ts'
import { useReport } from '../../../web/incident/report-store.ts'
import type { Offline } from '../../../web/offline/offline.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { syncStatus } from '../../../web/offline/useConnection.ts'
import { farEnd, fritsSession } from '../../support/mount-screen.ts'

/** The page was closed and opened again: another memory, the same device. */
function openPage() {
  setActivePinia(createPinia())
  return useReport()
}
const rests = () => new Promise((done) => setTimeout(done, 450))
let offline: Offline

beforeEach(async () => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' }))
  farEnd({})
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  setActivePinia(createPinia())
  offline = await openOffline()
  for (const line of await offline.draftsFor(useSession().identityId)) await offline.discardDraft(line.id)
})
afterEach(() => vi.unstubAllGlobals())

it('saves what is typed by itself, and takes it up again after a crash', async () => {
  const report = openPage()
  report.fields.kind = 'deviceLost'
  report.fields.description = 'Stick kw'
  await rests()
  expect(report.saving).toBe('saved')
  const again = openPage()
  await again.restore()
  expect(again.fields).toMatchObject({ kind: 'deviceLost', description: 'Stick kw' })
  expect(again.found?.signedOut).toBe(false)
})

it('goes on with what was just typed when an older draft turns up', async () => {
  openPage().fields.description = 'oud'
  await rests()
  const report = openPage()
  report.fields.description = 'nieuw'
  await nextTick()
  await report.restore()
  expect(report.fields.description).toBe('nieuw')
  await report.flush()
  expect(await offline.draftsFor(useSession().identityId)).toHaveLength(2)
})

it('hands the report to the outbox under the one who wrote it, with the skew of when it was begun', async () => {
  syncStatus.value = { ...syncStatus.value, skewMs: 1200 }
  const report = openPage()
  report.fields.kind = 'wrongRecipient'
  report.fields.description = 'Rapport naar verkeerde ouder'
  await nextTick()
  syncStatus.value = { ...syncStatus.value, skewMs: 99_000 }
  const { id } = (await report.submit())!
  expect(await offline.ownReport(id)).toMatchObject({ kind: 'wrongRecipient', draftSkewMs: 1200, addressee: 'dpo' })
  expect(report.touched).toBe(false)
  expect(await offline.draftsFor(useSession().identityId)).toEqual([])
})

it('means "now" from the first touch, however long the app lay open before and the form after it', async () => {
  const report = openPage()
  const opened = report.fields.chosenAt
  await rests()
  report.fields.kind = 'other'
  report.fields.description = 'Iets'
  await nextTick()
  const begun = report.fields.chosenAt
  expect(Date.parse(begun)).toBeGreaterThan(Date.parse(opened))
  await rests()
  const { id } = (await report.submit())!
  const sent = await offline.ownReport(id)
  expect(sent?.discoveredAt).toBe(begun)
  expect(Date.parse(sent!.reportedAt)).toBeGreaterThan(Date.parse(begun))
})

it('shows the next person on this device nothing of it, and takes nothing from who is typing when a session ends', async () => {
  const report = openPage()
  const session = useSession()
  report.fields.description = 'van Frits'
  await rests()
  history.replaceState(null, '', '/melden/vertellen')
  session.expired()
  await nextTick()
  expect(report.fields.description).toBe('van Frits')
  session.view = fritsSession({ identityId: '01900000-0000-7000-8000-000000000777' })
  await nextTick()
  expect(report.fields.description).toBe('')
  await report.restore()
  expect(report.fields.description).toBe('')
})

it('starts again with an empty form and keeps nothing of the old one', async () => {
  const report = openPage()
  report.fields.description = 'weg ermee'
  await rests()
  await report.restart()
  expect([report.fields.description, report.touched]).toEqual(['', false])
  expect(await offline.draftsFor(useSession().identityId)).toEqual([])
})
