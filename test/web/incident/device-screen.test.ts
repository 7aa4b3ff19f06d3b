import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useSession } from '../../../web/access/session-store.ts'
import DeviceScreen from '../../../web/incident/DeviceScreen.vue'
import { useReportCopy } from '../../../web/incident/useReportCopy.ts'
import { needTexts } from '../../../web/i18n.ts'
import type { ReportLine } from '../../../web/offline/lines.ts'
import type { Offline } from '../../../web/offline/offline.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { lostStick } from '../offline/phone.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const me = fritsSession().identityId
const picture = Uint8Array.of(0xff, 0xd8, 1, 2)
let offline: Offline
let shown: Awaited<ReturnType<typeof mountScreen>>['screen'] | undefined

beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' }))
  farEnd({ 'GET /session': 'offline' })
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  offline = await openOffline()
  await needTexts('device', 'mine', 'form', 'handin')
})
afterEach(async () => {
  const more = await offline.more()
  const stop = more.watchDevice(me, ({ things }) => void Promise.all(things.map(({ line }) => more.takeOff(line.id))))
  await new Promise((done) => setTimeout(done, 50))
  stop()
  shown?.unmount()
  shown = undefined
})

async function written(ownerId: string | null, { photos = 0, description = 'kanarie in de trein' } = {}) {
  const id = offline.newId()
  await offline.saveDraft({ id, ownerId, kind: 'deviceLost', draftSkewMs: null, fields: { description } })
  for (let at = 0; at < photos; at++) await offline.addPhoto(id, { id: offline.newId(), contentType: 'image/jpeg', bytes: picture })
  await offline.queueReport({ id, ownerId, report: lostStick(Date.now(), description) })
  return id
}
async function open(locale: 'nl' | 'en' = 'nl') {
  const mounted = await mountScreen(DeviceScreen, { path: '/toestel', at: '/toestel', locale })
  shown = mounted.screen
  await vi.waitFor(() => expect(mounted.screen.find('#storage').exists()).toBe(true))
  return mounted.screen
}

it('says that there is nothing, in words, and how this device keeps things', async () => {
  const screen = await open()
  expect(screen.text()).toContain('Hier staat niets van jou')
  expect(screen.find('h1').text()).toBe('Wat staat er op dit toestel')
  expect(screen.text()).toContain("Nee, je tekst en foto's zijn versleuteld")
})

it('shows what waits with its size and lets a person keep a copy, try again and take it off after a plain warning', async () => {
  await written(me, { photos: 1 })
  const screen = await open()
  await vi.waitFor(() => expect(screen.findAll('li section')).toHaveLength(1))
  const text = screen.find('li section').text()
  expect(text).toContain('Nog niet verstuurd')
  expect(text).toMatch(/1 foto/)
  expect(text).toMatch(/\d+ KB|minder dan 1 KB/)
  expect(text).not.toContain('kanarie')
  const buttons = screen.findAll('li section button').map((button) => button.text())
  expect(buttons).toEqual(['Probeer opnieuw', 'Bewaar een kopie', 'Haal van dit toestel'])
  await screen.findAll('li section button')[2]!.trigger('click')
  const dialog = await vi.waitFor(() => {
    const found = screen.find('dialog')
    expect(found.text()).toMatch(/Niemand op school heeft haar gezien|Misschien is ze al op school/)
    return found
  })
  await dialog.find('button').trigger('click')
  await vi.waitFor(() => expect(screen.text()).toContain('Hier staat niets van jou'))
})

it('asks whose it is when it was written signed out, and neither lists it nor says that there is nothing', async () => {
  const id = await written(null)
  const screen = await open()
  await vi.waitFor(() => expect(screen.text()).toContain('geschreven zonder in te loggen'))
  expect(screen.findAll('li section')).toHaveLength(0)
  expect(screen.text()).not.toMatch(/USB-stick|kanarie|Hier staat niets van jou/)
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Ja, verstuur haar')!
    .trigger('click')
  await vi.waitFor(() => expect(screen.find('li section').text()).toContain('USB-stick'))
  expect((await offline.ownReport(id))?.description).toBe('kanarie in de trein')
})

it('tells of another person only that there is something and how much: no kind, no number, no button', async () => {
  await written('01900000-0000-7000-8000-000000000777', { photos: 1 })
  const screen = await open('en')
  await vi.waitFor(() => expect(screen.text()).toContain('of somebody else here'))
  expect(screen.text()).toMatch(/There is 1 thing of somebody else here \(.+\)/)
  expect(screen.findAll('li section')).toHaveLength(0)
  expect(screen.text()).not.toMatch(/lost|stolen|kanarie/)
})

it('warns of the seven days in a tab of an iPhone, and nowhere else', async () => {
  expect((await open()).text()).not.toContain('zeven dagen')
  shown?.unmount()
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X)')
  expect((await open()).text()).toContain('zeven dagen')
  shown?.unmount()
  vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList)
  expect((await open()).text()).not.toContain('zeven dagen')
  vi.restoreAllMocks()
})

it('says how full the storage is and whether it was promised, and asks again when told to', async () => {
  const persist = vi.fn(async () => true)
  const storage = { estimate: async () => ({ usage: 1_234_000, quota: 5_000_000_000 }), persisted: async () => false, persist }
  Object.defineProperty(navigator, 'storage', { value: storage, configurable: true })
  const screen = await open()
  await vi.waitFor(() => expect(screen.text()).toContain('1,2 MB in gebruik, 5 GB mag er hooguit in'))
  await screen.findAll('button').at(-1)!.trigger('click')
  await vi.waitFor(() => expect(screen.text()).toContain('Het toestel belooft het te bewaren.'))
  expect(persist).toHaveBeenCalledOnce()
  Reflect.deleteProperty(navigator, 'storage')
})

it('offers to tell it again, and nothing that cannot work, when the key of a report is gone', async () => {
  const id = await written(me)
  const open1 = indexedDB.open('seintje')
  const db = await new Promise<IDBDatabase>((done) => open1.addEventListener('success', () => done(open1.result)))
  const rows = db.transaction('report', 'readwrite').objectStore('report')
  const read = rows.get(id)
  await new Promise((done) => {
    read.addEventListener('success', () => {
      const row = read.result as { body: { iv: Uint8Array } }
      row.body.iv = new Uint8Array(12)
      rows.put(row).addEventListener('success', done)
    })
  })
  db.close()
  const screen = await open()
  await vi.waitFor(() => expect(screen.text()).toContain('niet meer openen'))
  const card = screen.find('li section')
  expect(card.findAll('a').map((link) => link.attributes('href'))).toEqual(['/melden'])
  expect(card.findAll('button').map((button) => button.text())).toEqual(['Haal van dit toestel'])
})

it('makes a copy that holds the words and the photos, and runs nothing that was typed', async () => {
  const id = await written(me, { photos: 1, description: 'Stick <script>alert(1)</script> kwijt' })
  let copyOf: ReturnType<typeof useReportCopy>['copyOf'] | undefined
  await mountScreen({ setup: () => void ({ copyOf } = useReportCopy()), render: () => null })
  const { blob, extension } = await copyOf!({ id, kind: 'deviceLost', at: Date.now(), receivedAt: null, state: 'waiting' } as ReportLine)
  const page = await blob.text()
  expect(extension).toBe('html')
  expect(page).toContain('Stick &lt;script&gt;alert(1)&lt;/script&gt; kwijt')
  expect(page).toContain(`data:image/jpeg;base64,${Buffer.from(picture).toString('base64')}`)
  expect(page).toContain('Nog niet door school ontvangen.')
})
