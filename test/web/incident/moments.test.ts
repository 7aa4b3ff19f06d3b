import { expect, it } from 'vitest'
import { delayOf, momentsOf } from '../../../web/incident/moments-of.ts'
import { aReport, anIncident } from '../../support/dossier.ts'
import DossierMoments from '../../../web/incident/DossierMoments.vue'
import { mountScreen } from '../../support/mount-screen.ts'

it('shows what the device said only where it is not what counts', () => {
  const report = aReport({ raw: { discoveredAt: '2026-03-02T08:00:00+01:00', reportedAt: '2026-03-02T07:50:00.000Z', deviceNow: null } })
  const raws = momentsOf(report, report.discoveredAt).map(({ name, raw }) => [name, raw])
  expect(raws).toEqual([
    ['occurred', null],
    ['discovered', null],
    ['reported', '2026-03-02T07:50:00.000Z'],
    ['received', null],
    ['aware', null],
  ])
})

it('calls a delay what took ten minutes or more', () => {
  expect(delayOf({ reportedAt: '2026-03-02T08:00:00.000Z', receivedAt: '2026-03-02T08:09:59.000Z' })).toBeNull()
  expect(delayOf({ reportedAt: '2026-03-02T08:00:00.000Z', receivedAt: '2026-03-03T04:00:00.000Z' })).toBe(20 * 3_600_000)
})

it('explains each correction in a sentence, and one it does not know by its name', async () => {
  const report = aReport({ flags: ['clockOff', 'withoutHour', 'somethingNew'], skewMs: 8 * 60_000, receivedAt: '2026-03-03T04:00:00.000Z' })
  const { screen } = await mountScreen(DossierMoments, { props: { report, awareAt: anIncident().awareAt } })
  expect(screen.text()).toContain('liep 8 minuten achter')
  expect(screen.text()).toContain('Er is een dag genoemd en geen uur.')
  expect(screen.text()).toContain('somethingNew')
  expect(screen.text()).toContain('20 uur na het melden binnengekomen')
})
