import { actorIn, onlyAdvises } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import type { AdviserView, ConveningView, TeamView } from '../../shared/incident/team-views.ts'
import { days, plus } from '../../shared/instant.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById, standingList } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText, type DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { adviceOf } from './advice-of.ts'
import { placeContext } from './convene-team.ts'
import { addresseeOf, reportsOf } from './incident-store.ts'
import { findIncident, joinedTo, listCandidates } from './join-store.ts'
import { adviserContext } from './let-in-adviser.ts'
import type { IncidentRow } from './report-store.ts'
import { advisersOf, conveningsOf, membersOf } from './team-store.ts'

/** How far back something may lie that is proposed as the same thing. */
const recent = days(14)

/**
 * The team around one incident: called together, let in to advise, what was advised, and which incidents were joined or might be. Who only advises
 * is not told why another was let in, nor what else there is. Refuses: incident.notFound, access.denied through broken glass, incident.erased.
 */
export async function readTeam(deps: Deps, actors: readonly Actor[], { incidentId }: { incidentId: string }): Promise<TeamView> {
  return inOneOf(deps, actors, async (tx, reader) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(reader, 'team.read', incident)
    const key = await incidentKey(deps.keys, tx, incidentId)
    const may = await mayDo(tx, actorIn(reader, incident), incident)
    const view: TeamView = {
      convenings: await conveningViews(deps, tx, reader, { key, incident }),
      advisers: await adviserViews(deps, tx, { key, incident, reasons: !onlyAdvises(reader, incident) }),
      standing: may.letInAdviser ? (await standingList(deps, tx)).filter(({ personId }) => mayBeLetIn(incident, personId)) : [],
      advice: (await adviceOf(deps, tx, key, incidentId)).map(({ setBy: _, ...said }) => said),
      ...(await joinViews(deps, tx, incident, may.join)),
      may,
    }
    await append(deps, tx, reader, { type: 'incident.read', subjectId: incidentId, incidentId, facts: { part: 'team' } })
    return view
  })
}

const mayBeLetIn = ({ recused, advisers }: IncidentRow, personId: string) => !recused.includes(personId) && !advisers.includes(personId)

/** By the seats that show it to him: through broken glass one does nothing. */
async function mayDo(tx: BoardTx, actor: Actor, incident: IncidentRow): Promise<TeamView['may']> {
  const open = incident.state !== 'closed'
  return {
    convene: open && can(actor, 'team.convene'),
    letInAdviser: open && can(actor, 'team.letInAdviser'),
    advise: open && can(actor, 'advice.give'),
    join: open && can(actor, 'incident.join', { addressee: await addresseeOf(tx, incident.id) }),
    recordCall: open && can(actor, 'incident.recordCall'),
  }
}

type Of = { key: DataKey; incident: IncidentRow }

async function conveningViews(deps: Deps, tx: BoardTx, reader: Actor, { key, incident }: Of): Promise<ConveningView[]> {
  const [rows, members] = [await conveningsOf(tx, incident.id), await membersOf(tx, incident.id)]
  const people = await peopleById(deps, tx, [...rows.map(({ setBy }) => setBy), ...members.map(({ personId }) => personId)])
  const nameOf = (id: string) => people.get(id)?.name ?? ''
  const mayAnswer = can(actorIn(reader, incident), 'team.answer')
  const found: ConveningView[] = []
  for (const { id, kind, startsAt, placeSealed, setBy, setAt, endedAt } of rows) {
    const called = members.filter(({ conveningId }) => conveningId === id)
    const place = await unsealText(key, placeContext(tx.organisationId, incident.id, id), placeSealed)
    found.push({
      ...{ id, kind, startsAt, place, by: nameOf(setBy), at: setAt, endedAt },
      members: called.map(({ personId, role, answer, answeredAt }) => ({ personId, name: nameOf(personId), role, answer, answeredAt })),
      mayAnswer: mayAnswer && endedAt === null && called.some(({ personId }) => personId === reader.personId),
    })
  }
  return found
}

async function adviserViews(deps: Deps, tx: BoardTx, { key, incident, reasons }: Of & { reasons: boolean }): Promise<AdviserView[]> {
  const rows = await advisersOf(tx, incident.id)
  const people = await peopleById(deps, tx, [...rows.map(({ personId }) => personId), ...rows.map(({ setBy }) => setBy)])
  const nameOf = (id: string) => people.get(id)?.name ?? ''
  const found: AdviserView[] = []
  for (const { id, personId, speciality, reasonSealed, setBy, setAt, endedAt } of rows) {
    const reason = reasons ? await unsealText(key, adviserContext(tx.organisationId, incident.id, id), reasonSealed) : ''
    found.push({ id, personId, name: nameOf(personId), speciality, reason, by: nameOf(setBy), at: setAt, endedAt })
  }
  return found
}

async function joinViews(deps: Deps, tx: BoardTx, incident: IncidentRow, mayJoin: boolean): Promise<Pick<TeamView, 'joined' | 'candidates'>> {
  const joined = await joinedTo(tx, incident.id)
  const reports = joined.length > 0 ? await reportsOf(tx, incident.id) : []
  const candidates = mayJoin ? await listCandidates(tx, incident.id, plus(deps.clock.now(), -recent)) : []
  return {
    joined: joined.map((one) => ({
      ...{ incidentId: one.id, number: numberOf(one), at: one.closedAt ?? one.receivedAt },
      reports: reports.filter(({ joinedFrom }) => joinedFrom === one.id).length,
    })),
    candidates: candidates.map((one) => ({ incidentId: one.id, number: numberOf(one), kind: one.kind, receivedAt: one.receivedAt })),
  }
}
