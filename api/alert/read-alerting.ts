import type { AbsenceView, AlertingView, ChangeAlerting, TeamPerson } from '../../shared/alert/alerting-views.ts'
import { alertingOf, ladderAt } from '../../shared/alert/alerting.ts'
import { unreachableRoles } from '../../shared/alert/unreachable.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { actorAt, allow } from '../access/allow.ts'
import { teamOf } from '../access/person-names.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findHolders } from './alarm-store.ts'
import { findAbsences, findBoardName, findSettings, type AbsenceRow } from './alerting-store.ts'
import { meansOf, reachOf, type Means } from './reach.ts'

/** Who is rung when at this board, who is away, and who can be reached now; nothing of any incident. Refuses: access.denied (also for another board). */
export async function readAlerting(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<AlertingView> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'alerting.read')
    return alertingView(deps, tx, actor)
  })
}

/** As this reader sees it. */
export async function alertingView(deps: Deps, tx: BoardTx, actor: Actor): Promise<AlertingView> {
  const now = deps.clock.now()
  const settings = await findSettings(tx)
  const alerting = alertingOf(settings)
  const members = await teamOf(deps, tx)
  const ids = members.map(({ personId }) => personId)
  const [means, absences] = [await meansOf(deps, tx, ids), await findAbsences(tx, ids, now)]
  const of = (personId: string) => absences.filter((one) => one.personId === personId).map(absenceView)
  const holders = await findHolders(tx, now)
  return {
    ...{ organisationId: tx.organisationId, organisationName: await findBoardName(tx), alerting: writable(alerting) },
    ...{ own: settings?.alerting !== undefined, smsAvailable: deps.sms !== undefined },
    team: members.map(({ personId, name, seats }) => personView(actor, { personId, name, seats, absences: of(personId) }, means.get(personId) ?? none)),
    unreachable: unreachableRoles(ladderAt(alerting, now)[0], holders, (personId) => means.get(personId) ?? none),
    mayChange: can(actor, 'alerting.change'),
  }
}

const none: Means = { devices: 0, lastOkAt: null, push: false, mail: false, sms: false }

function personView(
  actor: Actor,
  { seats, ...person }: Pick<TeamPerson, 'personId' | 'name' | 'absences'> & { seats: readonly string[] },
  means: Means,
): TeamPerson {
  const { devices, push, lastOkAt, mail, sms } = means
  const mayChange = can(actor, person.personId === actor.personId ? 'absence.setOwn' : 'absence.setOther')
  return { ...person, seats: [...seats], reach: reachOf(means), ...{ devices, push, lastOkAt, mail, sms, mayChange } }
}

/** The lists of a ladder are read-only within the house, and plain in what goes out. */
function writable({ day, night, ...rest }: ReturnType<typeof alertingOf>): ChangeAlerting {
  const steps = (ladder: typeof day) =>
    ladder.map(({ roles, people, channels, afterMinutes }) => ({
      ...{ afterMinutes, roles: [...roles], channels: [...channels] },
      ...(people ? { people: [...people] } : {}),
    }))
  return { ...rest, day: steps(day), night: night && steps(night) }
}

export const absenceView = ({ id, personId, fromAt, untilAt }: AbsenceRow): AbsenceView => ({ id, personId, fromAt, untilAt })
