import 'fake-indexeddb/auto'
import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { BoardView } from '../../../shared/access/session-view.ts'
import { useSession } from '../../../web/access/session-store.ts'
import { goesToOf, numbersFor } from '../../../web/incident/goes-to.ts'
import { emptyFields, toReport, type ReportFields } from '../../../web/incident/report-form.ts'
import ReportDoneScreen from '../../../web/incident/ReportDoneScreen.vue'
import ReportScreen from '../../../web/incident/ReportScreen.vue'
import { useReportCopy } from '../../../web/incident/useReportCopy.ts'
import { needTexts } from '../../../web/i18n.ts'
import { sentTo } from '../../../web/offline/here.ts'
import type { ReportLine } from '../../../web/offline/lines.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { newId } from '../../../web/offline/uuid.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const dpo = { name: 'Frits Fictief', phone: '085 555 01 11' }
const chair = { name: 'Cor Bedacht', phone: '085 555 01 12' }
const board = { ...fritsSession().boards[0]!, contacts: { dpo, chair } }
const me = fritsSession().identityId

beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ boards: [board] }), boards: [board], mode: 'production' }))
  farEnd({})
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  const offline = await openOffline()
  for (const draft of await offline.draftsFor(me)) await offline.discardDraft(draft.id)
  await needTexts('form', 'advice', 'mine', 'device')
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

const fields = (changes: Partial<ReportFields> = {}): ReportFields => ({
  ...emptyFields('2026-03-05T09:15:00.000Z'),
  kind: 'unauthorisedView',
  description: 'Iemand keek in dossiers.',
  ...changes,
})

async function keepDraft(kept: Partial<ReportFields>): Promise<string> {
  const id = newId(Date.now())
  await (await openOffline()).saveDraft({ id, ownerId: me, kind: 'unauthorisedView', draftSkewMs: null, fields: kept })
  return id
}
async function check(kept: Partial<ReportFields>) {
  // By its id: the screen of the test before may still be putting its own draft away.
  const made = await mountScreen(ReportScreen, { path: '/melden/:step?', at: `/melden/controleren?concept=${await keepDraft(kept)}` })
  await vi.waitFor(() => expect(made.screen.text()).toContain('Iemand keek in dossiers.'))
  return made
}
async function done(kept: Partial<ReportFields>) {
  const id = await keepDraft(kept)
  await (await openOffline()).queueReport({ id, ownerId: me, report: toReport(fields(kept), new Date().toISOString(), null) })
  const made = await mountScreen(ReportDoneScreen, { path: '/melden/klaar/:id', at: `/melden/klaar/${id}` })
  await vi.waitFor(() => expect(made.screen.text()).toMatch(/Haast\?/))
  return made.screen
}
const box = (screen: Awaited<ReturnType<typeof check>>['screen'], role: string) => screen.find(`input[type=checkbox][value=${role}]`)
const ticked = (screen: Awaited<ReturnType<typeof check>>['screen'], role: string) => (box(screen, role).element as HTMLInputElement).checked

it('says on the last step to whom it goes, and after one tap to whom it does not', async () => {
  const { screen } = await check(fields())
  expect(screen.find('summary').text()).toContain('Gaat naar de FG en het team')
  expect(screen.find('summary').text()).toContain('Mag iemand dit niet zien?')
  await box(screen, 'dpo').setValue(true)
  await box(screen, 'headOfIct').setValue(true)
  expect(screen.find('summary').text()).toContain('Gaat naar het team')
  expect(screen.find('summary').text()).toContain('Niet naar de FG en het hoofd ICT.')
})

it('keeps somebody to read it: the fourth box stays empty, and it says why and keeps the rest', async () => {
  const { screen } = await check(fields({ notTo: ['dpo', 'handler', 'chair'] }))
  await box(screen, 'headOfIct').setValue(true)
  await vi.waitFor(() => expect(screen.text()).toContain('Eén van deze vier moet het kunnen lezen'))
  expect(['dpo', 'handler', 'chair', 'headOfIct'].map((role) => ticked(screen, role))).toEqual([true, true, true, false])
  await box(screen, 'dpo').setValue(false)
  expect(screen.text()).not.toContain('Eén van deze vier moet het kunnen lezen')
})

it('does not keep it from the chair it goes straight to', async () => {
  expect(goesToOf({ addressee: 'chair', notTo: ['chair', 'dpo'] })).toEqual({ addressee: 'chair', notTo: ['dpo'] })
  const { screen } = await check(fields({ addressee: 'chair', notTo: ['dpo', 'handler'] }))
  expect(box(screen, 'chair').exists()).toBe(false)
  await box(screen, 'headOfIct').setValue(true)
  expect(screen.find('summary').text()).toContain('Gaat rechtstreeks naar de voorzitter')
  expect(screen.find('summary').text()).toContain('Niet naar de FG, de privacy officer en het hoofd ICT.')
})

it('takes up a draft of a version that knew nothing of it', async () => {
  const { notTo, ...old } = fields()
  expect(notTo).toEqual([])
  const { screen } = await check(old)
  expect(screen.find('summary').text()).toContain('Gaat naar de FG en het team')
  await box(screen, 'dpo').setValue(true)
  expect(screen.find('summary').text()).toContain('Niet naar de FG.')
})

it('writes it in the report that leaves, and leaves it out of one that is kept from nobody', () => {
  expect(toReport(fields({ notTo: ['chair', 'dpo'] }), '2026-03-05T09:15:00.000Z', null).notTo).toEqual(['dpo', 'chair'])
  expect(JSON.parse(JSON.stringify(toReport(fields(), '2026-03-05T09:15:00.000Z', null)))).not.toHaveProperty('notTo')
})

it('says who follows it up, and gives no number of somebody it is kept from', async () => {
  const screen = await done({ notTo: ['dpo'] })
  expect(screen.text()).toContain('Iemand van het team, of een vervanger, leest wat je schreef')
  expect(screen.text()).toContain('Niet naar de FG.')
  expect(screen.find('a[href="tel:0855550111"]').exists()).toBe(false)
  expect(screen.find('a[href="tel:0855550112"]').exists()).toBe(true)
  expect(screen.text()).toContain('Haast? Bel de voorzitter')
})

it('gives no number at all when both who have one are left out, and says whom to ask', async () => {
  const screen = await done({ notTo: ['dpo', 'chair'] })
  expect(screen.html()).not.toContain('tel:')
  expect(screen.text()).toContain('Haast? Bel iemand van het team')
})

it('knows it of what was sent from memory as long as this page lives, and gives nobody’s number after that', async () => {
  const known = newId(Date.now())
  sentTo.set(known, { addressee: 'dpo', notTo: ['dpo'] })
  const at = async (id: string) => {
    const { screen, router } = await mountScreen(ReportDoneScreen, { path: '/melden/klaar/:id', at: `/melden/klaar/${id}?nummer=2026-7731` })
    await vi.waitFor(() => expect(screen.find('h1').text()).toBe('Ontvangen'))
    expect(router.currentRoute.value.fullPath).not.toContain('dpo')
    return screen
  }
  const screen = await at(known)
  await vi.waitFor(() => expect(screen.text()).toContain('Niet naar de FG.'))
  expect([screen.html().includes('tel:0855550111'), screen.html().includes('tel:0855550112')]).toEqual([false, true])
  expect((await at(newId(Date.now()))).html()).not.toContain('tel:')
})

it('gives no number of the same person in another role, nor the FG’s of what goes straight to the chair', () => {
  const at = (contacts: BoardView['contacts']) => [{ organisationId: 'o', contacts }]
  const roles = (contacts: BoardView['contacts'], to: Parameters<typeof numbersFor>[1]) => numbersFor(at(contacts), to, true).map(({ role }) => role)
  expect(roles({ dpo, chair: { name: 'F. Fictief', phone: dpo.phone } }, { notTo: ['dpo'] })).toEqual([])
  expect(roles({ dpo, chair: { name: dpo.name, phone: '085 555 01 19' } }, { notTo: ['dpo'] })).toEqual([])
  expect(roles({ dpo, chair: { ...chair, roles: ['chair', 'handler'] } }, { notTo: ['dpo', 'handler'] })).toEqual([])
  expect(roles({ dpo, chair }, { addressee: 'chair' })).toEqual(['chair'])
  expect(roles({ dpo, chair: null }, { addressee: 'chair' })).toEqual([])
  expect(roles({ dpo, chair }, {})).toEqual(['dpo', 'chair'])
})

it('names in the copy of a report whose hands it must not come into', async () => {
  let copyOf: ReturnType<typeof useReportCopy>['copyOf'] | undefined
  await mountScreen({ setup: () => void ({ copyOf } = useReportCopy()), render: () => null })
  const id = await keepDraft(fields({ notTo: ['headOfIct'] }))
  const { blob } = await copyOf!({ id, kind: 'unauthorisedView', at: Date.now(), receivedAt: null, state: 'draft' } as ReportLine)
  expect(await blob.text()).toContain('Gaat naar de FG en het team. Niet naar het hoofd ICT.')
})
