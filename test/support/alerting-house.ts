import { v7 } from 'uuid'
import { demoBoard, demoIdentity } from '../../api/demo/board.ts'
import { defaultAlerting, type Alerting } from '../../shared/alert/alerting.ts'
import type { AlertingView } from '../../shared/alert/alerting-views.ts'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import { between, type Instant } from '../../shared/instant.ts'
import type { AlarmHouse } from './alarm-house.ts'

const settings = `/boards/${demoBoard.organisationId}/alerting`
const personas: readonly DemoPersona[] = ['dpo', 'handler', 'chair', 'headOfIct', 'adviser', 'admin', 'teacher']

/** What a test of the ladder's settings does at a house, again and again. */
export function alertingOffice(h: AlarmHouse) {
  const personOf = (who: DemoPersona) => demoBoard.people.find(({ identityId }) => identityId === demoIdentity(who))!.personId!
  const nameOf = (identityId: string | null) => personas.find((who) => demoIdentity(who) === identityId) ?? ''
  return {
    personOf,
    /** the clock goes on to this moment, and the engine does what fell due */
    moveTo: (at: Instant) => h.advance(between(h.now(), at)),
    change: async (who: DemoPersona, changes: Partial<Alerting> = {}) => (await h.as(who)).put(settings, { ...defaultAlerting, ...changes }),
    view: async (who: DemoPersona) => (await (await (await h.as(who)).get(settings)).json()) as AlertingView,
    away: async (who: DemoPersona, by: DemoPersona, period: { fromAt: Instant; untilAt: Instant }) =>
      (await h.as(by)).post(`/boards/${demoBoard.organisationId}/absences`, { personId: personOf(who), ...period }),
    back: async (absenceId: string, by: DemoPersona) => (await h.as(by)).del(`/boards/${demoBoard.organisationId}/absences/${absenceId}`),
    /** sits for this role from now on */
    appoint: (who: DemoPersona, role: string) =>
      h.sql(`insert into role_grant (organisation_id, id, person_id, role, deputy, from_at) values ($1, $2, $3, $4, true, $5)`, [
        ...[demoBoard.organisationId, v7(), personOf(who), role, h.now()],
      ]),
    /** who was rung for it: `ring: dpo handler`, a line for each message */
    rung: async (incidentId: string) => {
      const rows = (await h.deliveries()).filter((row) => row.incidentId === incidentId && /^(ring|appoint)/.test(row.stage))
      const stages = [...new Set(rows.map(({ stage }) => stage))]
      const whom = (stage: string) => [...new Set(rows.filter((row) => row.stage === stage).map(({ identityId }) => nameOf(identityId)))]
      return stages.map((stage) => `${stage}: ${whom(stage).toSorted().join(' ')}`)
    },
    /** what an earlier story left ringing ends, so that a clock which moves on for months has nothing to catch up */
    silence: async () => {
      await h.sql('update alarm set ended_at = started_at')
      await h.sql(`delete from alarm_due where kind = 'alarm'`)
    },
  }
}
