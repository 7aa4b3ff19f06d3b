import { beforeEach, expect, it, vi } from 'vitest'
import { needTexts } from '../../../web/i18n.ts'
import MyReportRepair from '../../../web/incident/MyReportRepair.vue'
import type { ReportLine } from '../../../web/offline/lines.ts'
import { farEnd, mountScreen } from '../../support/mount-screen.ts'

beforeEach(async () => {
  document.body.replaceChildren()
  farEnd({ 'GET /session': 'offline' })
  await needTexts('mine', 'device', 'form')
})

const line = (changes: Partial<ReportLine>): ReportLine => ({
  ...{ id: 'r1', kind: 'deviceLost', state: 'attention', number: null, at: 0, receivedAt: null, readAt: null, underway: 0, reason: 'report.idTaken' },
  ...{ stuckId: 'r1', questions: 0, discreet: false, editable: false, handIn: null, claimable: false, hidden: false, attempts: 1 },
  ...changes,
})

it.each([
  ['Niemand op school heeft haar gezien', {}],
  ['Misschien is ze al op school', { attempts: 3 }],
  ['Je melding blijft staan', { state: 'received' as const, receivedAt: '2026-03-02T09:00:00.000Z', stuckId: 'photo' }],
])('says before something is thrown away what is known of it: %s', async (sentence, changes) => {
  const { screen } = await mountScreen(MyReportRepair, { props: { line: line(changes) } })
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Gooi weg')!
    .trigger('click')
  await vi.waitFor(() => expect(screen.find('dialog').text()).toContain(sentence))
})
