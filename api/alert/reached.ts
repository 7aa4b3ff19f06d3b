import { sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import { triedInVain } from './backoff.ts'
import { partlyPattern } from './partly.ts'
import { delivery, incident, person, roleGrant } from '../db/schema.ts'

/** How a grant is held, as an incident's audience names it. */
export const seatOf = sql`(${roleGrant.role} || case when ${roleGrant.deputy} then ':deputy' else '' end)`

/** Whether a row of role_grant holds at this moment. */
export const grantHolds = (now: Instant) =>
  sql`(${roleGrant.fromAt} <= ${now}::timestamptz and (${roleGrant.untilAt} is null or ${now}::timestamptz < ${roleGrant.untilAt}))`

/**
 * Whether whoever a delivery is for can do something with it at this moment: he works here, is not kept away, and holds a seat that
 * sees the incident; or he is an admin who is asked to appoint somebody. A ring to anybody else reached nobody.
 */
export const isForNow = (now: Instant) => sql<boolean>`(not (${delivery.personId} = any(${incident.recused})) and exists (
  select 1 from ${roleGrant} join ${person} on ${person.organisationId} = ${roleGrant.organisationId} and ${person.id} = ${roleGrant.personId}
  where ${roleGrant.organisationId} = ${delivery.organisationId} and ${roleGrant.personId} = ${delivery.personId} and ${person.leftAt} is null and ${grantHolds(now)}
    and case when ${delivery.recipientRole} = 'admin' then ${roleGrant.role} = 'admin' else ${seatOf} = any(${incident.audience}) end))`

/** Whether a message got out, or may be expected to soon: what was tried in vain a few times reached nobody, and nobody can wait for it. */
export const mayArrive = sql<boolean>`(${delivery.state} = 'sent' or (${delivery.state} = 'queued' and (${delivery.attempts} < ${triedInVain} or ${delivery.answer} like ${partlyPattern})))`

/** What a person switched off, and where text messages to him would go. */
export const alertsOf = {
  noMail: sql<boolean>`not coalesce((${person.alerts}->>'mail')::boolean, true)`,
  noSms: sql<boolean>`not coalesce((${person.alerts}->>'sms')::boolean, true)`,
  ...{ phoneSealed: person.phoneSealed, smsSealed: person.smsSealed },
}
