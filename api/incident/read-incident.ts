import { actorIn, onlyAdvises, rolesOf, seatsIn, throughBreakGlass } from '../../shared/access/fence.ts'
import { can, type Actor, type Role } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import type { AwareMoment, IncidentForHandler } from '../../shared/incident/views.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import type { Deps } from '../deps.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText } from '../db/seal.ts'
import { append, system } from '../events/append.ts'
import { termsForHandler } from '../deadline/terms-for-handler.ts'
import { isRinging } from './acknowledgement-store.ts'
import { acknowledgementsByIncident } from './acknowledgements.ts'
import { reasonContext } from './aware-at.ts'
import { awareMomentsOf, deliveriesOf, findListedIncident, reportsOf, updateIncident, type ListedIncident } from './incident-store.ts'
import { forAdviser } from './for-adviser.ts'
import { fenceForHandler } from './fence-for-handler.ts'
import { findIncident } from './join-store.ts'
import { summaryOf } from './list-incidents.ts'
import { pathOfIncident } from './path-of.ts'
import { knowsReporter, reportForHandler } from './report-for-handler.ts'
import { markRead, type ReportRow } from './report-store.ts'
import { mayRevoke } from './revoke-break-glass.ts'
import { isNobodyLeft } from './who-is-left.ts'

/** The whole dossier of this issue, opened and logged. An incident of another board does not exist: incident.notFound; an erased one says so: incident.erased. */
export async function readIncident(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<IncidentForHandler> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const listed = await findListedIncident(tx, incidentId, actor.at)
    if (!listed) return undefined
    allow(actor, 'incident.read')
    if (listed.incident.erasedAt) throw new Problem('incident.erased')
    const seen = await afterReading(deps, tx, actor, listed)
    const whole = await viewOf(deps, tx, actor, seen)
    const made = onlyAdvises(actor, seen.incident) ? forAdviser(whole) : whole
    await append(deps, tx, actor, { type: 'incident.read', subjectId: incidentId, incidentId })
    return made
  })
}

/**
 * A handler has read it now: answers count as read, and `other` stops being discreet unless a person decided so (protocol VII-B). That follows
 * by itself and is the system's in the log: whoever only read has set no step. Who read stands there right after it.
 */
async function afterReading(deps: Deps, tx: BoardTx, actor: Actor, listed: ListedIncident): Promise<ListedIncident> {
  const { incident } = listed
  const reports = await reportsOf(tx, incident.id)
  const roles = rolesOf(seatsIn(actor, incident))
  if (!reports.some((row) => handles(roles, row))) return listed
  await markRead(
    tx,
    reports.map((row) => row.id),
    'reporter',
    deps.clock.now(),
  )
  if (incident.kind !== 'other' || !incident.discreet || incident.discreetSetBy !== null) return listed
  await updateIncident(tx, incident.id, { discreet: false })
  await append(deps, tx, system, {
    type: 'incident.discreetSet',
    subjectId: incident.id,
    incidentId: incident.id,
    facts: { discreet: false, why: 'readByHandler' },
  })
  return { ...listed, incident: { ...incident, discreet: false } }
}

/** Whose work it is: the dpo's and the handler's, and the chair's where it came straight to him; never of who only broke the glass. */
const handles = (roles: readonly Role[], { addressee }: ReportRow) =>
  roles.includes('dpo') || roles.includes('handler') || (addressee === 'chair' && roles.includes('chair'))

async function viewOf(deps: Deps, tx: BoardTx, actor: Actor, listed: ListedIncident): Promise<IncidentForHandler> {
  const { incident } = listed
  const reports = await reportsOf(tx, incident.id)
  const living = reports.filter((row) => row.erasedAt === null)
  const moments = await awareMomentsOf(tx, incident.id)
  const deliveries = await deliveriesOf(tx, incident.id)
  const people = await peopleById(deps, tx, [...moments.map((row) => row.setBy), ...deliveries.map((row) => row.personId), incident.acknowledgedBy])
  const key = await incidentKey(deps.keys, tx, incident.id)
  const fence = await fenceForHandler(deps, tx, actor, { key, incident })
  const of = { incident, toldAt: fence.reporterToldAt }
  const terms = await termsForHandler(deps, tx, actor, { key, incident, addressee: reports.some((row) => row.addressee === 'chair') ? 'chair' : 'dpo' })
  const awareMoments: AwareMoment[] = []
  for (const { id, awareAt, reasonSealed, setBy, setAt, status } of moments) {
    const reason = reasonSealed ? await unsealText(key, reasonContext(tx.organisationId, incident.id, id), reasonSealed) : null
    awareMoments.push({ awareAt, reason, setBy: setBy ? (people.get(setBy)?.name ?? null) : null, setAt, status })
  }
  return {
    ...summaryOf(actor, listed),
    legalEndAt: incident.legalEndAt,
    rulesVersion: incident.rulesVersion,
    ringing: await isRinging(tx, incident.id),
    acknowledgedBy: incident.acknowledgedBy ? (people.get(incident.acknowledgedBy)?.name ?? null) : null,
    reports: await Promise.all(living.map((row) => reportForHandler(deps, tx, actor, of, row))),
    erasedReports: reports.length - living.length,
    joinedTo: await joinedView(tx, incident),
    awareMoments,
    // To the reporter a delivery is one to "een medewerker": his name stands in the report, for those who may read it.
    deliveries: deliveries.map(({ id, channel, stage, personId, recipientRole, state, attempts, answer, createdAt, nextAttemptAt, settledAt, openedAt }) => {
      const recipient = recipientRole === 'staff' ? '' : (people.get(personId ?? '')?.name ?? '')
      return { id, channel, stage, recipient, recipientRole, state, attempts, answer, createdAt, nextAttemptAt, settledAt, openedAt }
    }),
    may: {
      ...mayDo(actor, listed, reports),
      acknowledge: mayAcknowledge(actor, listed) && !(await isNobodyLeft(deps, tx, incident)),
      confirmAware: can(actorIn(actor, incident), 'incident.confirmAware') && moments.some((row) => row.status === 'proposed' && row.setBy !== actor.personId),
      revokeBreakGlass: mayRevoke(rolesOf(seatsIn(actor, incident))) || throughBreakGlass(actor, incident) !== null,
      ...terms.may,
      tellReporter:
        can(actorIn(actor, incident), 'incident.tellReporter') && fence.reporterToldAt === null && reports.every((row) => knowsReporter(actor, of, row)),
    },
    fence,
    path: await pathOfIncident(deps, tx, key, incident),
    ...terms.view,
    acknowledgements: (await acknowledgementsByIncident(deps, tx, [incident.id])).get(incident.id) ?? [],
  }
}

/** Where its reports went; no number where that is not for this reader. */
async function joinedView(tx: BoardTx, { joinedTo: id }: ListedIncident['incident']): Promise<{ id: string; number: string | null } | null> {
  const to = id ? await findIncident(tx, id) : undefined
  return id ? { id, number: to ? numberOf(to) : null } : null
}

const mayAcknowledge = (actor: Actor, { incident }: ListedIncident) => can(actorIn(actor, incident), 'incident.acknowledge') && incident.state !== 'closed'

/** By the seats that show it to him: through broken glass one reads, and does nothing. */
function mayDo(reader: Actor, { incident }: ListedIncident, reports: readonly ReportRow[]) {
  const actor = actorIn(reader, incident)
  const toChair = reports.some((row) => row.addressee === 'chair')
  return {
    setAware: can(actor, 'incident.setAware'),
    message: can(actor, 'incident.message', { addressee: toChair ? 'chair' : 'dpo' }) && !incident.discreet,
    setDiscreet: can(actor, 'incident.setDiscreet'),
    recuse: can(actor, 'incident.recuse'),
    setAudience: can(actor, 'incident.setAudience') && toChair,
  }
}
