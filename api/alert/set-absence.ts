import type { AbsenceView } from '../../shared/alert/alerting-views.ts'
import { teamRoles } from '../../shared/access/fence.ts'
import type { Action, Actor } from '../../shared/access/roles.ts'
import { days, plus, readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { countAbsences, findAbsence, findIdentitiesOf, insertAbsence, lockRung, markAbsenceEnded } from './alerting-store.ts'
import { absenceView } from './read-alerting.ts'
import { tellIdentities } from './tell-identity.ts'

const longestDays = 400
const mostOpen = 20

const actionFor = (actor: Actor, personId: string): Action => (personId === actor.personId ? 'absence.setOwn' : 'absence.setOther')

type Period = { fromAt: string; untilAt: string }

/**
 * Says that somebody of the team is away; `untilAt` is exclusive. Whoever it is said for by another hears of it. Refuses:
 * access.denied, ladder.person (not of the team), absence.period (ends before it begins, is over, or lasts over 400 days), absence.tooMany (20 open).
 */
export async function setAbsence(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, personId, ...period }: { organisationId: string; personId: string } & Period,
): Promise<AbsenceView> {
  const actor = actorAt(actors, organisationId)
  const now = deps.clock.now()
  const { view, told } = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, actionFor(actor, personId))
    const { fromAt, untilAt } = periodOf(period, now)
    const identityId = await lockMember(tx, personId, now)
    if ((await countAbsences(tx, personId, now)) >= mostOpen) throw new Problem('absence.tooMany', { limit: mostOpen })
    const row = { organisationId, id: deps.newId(), personId, fromAt, untilAt, setBy: actor.personId, setAt: now, endedAt: null }
    await insertAbsence(tx, row)
    const own = personId === actor.personId
    await append(deps, tx, actor, { type: 'absence.set', subjectId: personId, facts: { from: fromAt, untilAt, own } })
    return { view: absenceView(row), told: own ? [] : [{ personId, identityId }] }
  })
  await tellIdentities(deps, told, 'absenceSet')
  return view
}

function periodOf({ fromAt, untilAt }: Period, now: Instant): Period {
  const [from, until] = [readInstant(fromAt), readInstant(untilAt)]
  const wrong = (field: string) => new Problem('absence.period', { field, limit: longestDays })
  if (!from) throw wrong('fromAt')
  if (!until || until <= from || until <= now || until > plus(from, days(longestDays))) throw wrong('untilAt')
  return { fromAt: from, untilAt: until }
}

/** Held, so that two who say it together do not both come under the limit. */
async function lockMember(tx: BoardTx, personId: string, now: Instant): Promise<string> {
  const [row, team] = [await lockRung(tx, personId), await findIdentitiesOf(tx, teamRoles, now)]
  if (!row || !team.some((one) => one.personId === personId)) throw new Problem('ladder.person', { field: 'personId' })
  return row.identityId
}

/** He is there again: from now on, or the period never comes. Refuses: access.denied (another's, without the right to), absence.notFound (also when it is over). */
export async function endAbsence(deps: Deps, actors: readonly Actor[], { organisationId, absenceId }: { organisationId: string; absenceId: string }) {
  const actor = actorAt(actors, organisationId)
  const now = deps.clock.now()
  await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const found = await findAbsence(tx, absenceId, now)
    if (!found) throw new Problem('absence.notFound')
    allow(actor, actionFor(actor, found.personId))
    if (!(await markAbsenceEnded(tx, absenceId, now))) throw new Problem('absence.notFound')
    const facts = { from: found.fromAt, untilAt: found.untilAt, own: found.personId === actor.personId }
    await append(deps, tx, actor, { type: 'absence.ended', subjectId: found.personId, facts })
  })
}
