import type { ChangeMyAlerts, MyAlerts } from '../../shared/alert/alerting-views.ts'
import { mobileNumber } from '../../shared/alert/phone-number.ts'
import { teamRoles } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { actorAt, allow } from '../access/allow.ts'
import { personContext } from '../access/secrets.ts'
import { boardKey } from '../db/keys.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import { sealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findAbsences, findBoardName, findRung, lockRung, updateAlerts, type RungRow } from './alerting-store.ts'
import { meansOf, reachOf } from './reach.ts'
import { absenceView } from './read-alerting.ts'
import { smsNumberOf } from './sms-number.ts'

const isTeamSeat = (seat: string) => teamRoles.some((role) => seat === role || seat === `${role}:deputy`)

/** What rings me, at each board where I have a seat of the team. Refuses: access.denied. */
export async function listMyAlerts(deps: Deps, actors: readonly Actor[]): Promise<MyAlerts[]> {
  const mine: MyAlerts[] = []
  for (const actor of actors.filter(({ seats }) => seats.some(isTeamSeat))) {
    allow(actor, 'alerts.readOwn')
    mine.push(await deps.db.inBoard(wholeBoard(actor), (tx) => myAlerts(deps, tx, actor)))
  }
  return mine
}

async function myAlerts(deps: Deps, tx: BoardTx, actor: Actor): Promise<MyAlerts> {
  const [row] = await findRung(tx, [actor.personId])
  const means = (await meansOf(deps, tx, [actor.personId])).get(actor.personId)
  if (!row || !means) throw new Problem('access.noBoard')
  const [number, absences] = [await smsNumberOf(deps, tx, row.personId, row), await findAbsences(tx, [actor.personId], deps.clock.now())]
  return {
    ...{ organisationId: tx.organisationId, organisationName: await findBoardName(tx), seats: actor.seats.filter(isTeamSeat) },
    ...{ mail: row.alerts.mail !== false, sms: row.alerts.sms !== false, smsNumber: number && masked(number), smsAvailable: deps.sms !== undefined },
    ...{ reach: reachOf(means), absences: absences.map(absenceView), mayChange: can(actor, 'alerts.changeOwn') },
  }
}

/** All but the last three digits. */
const masked = (number: string): string => `${'•'.repeat(number.length - 3)}${number.slice(-3)}`

/**
 * Sets what rings me besides push, which always does. Refuses: access.denied, alerts.number (takes no text messages),
 * alerts.nothingLeft (neither mail nor a text message that can go).
 */
export async function changeMyAlerts(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, mail, sms, smsNumber }: { organisationId: string } & ChangeMyAlerts,
): Promise<MyAlerts> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'alerts.changeOwn')
    const row = await lockRung(tx, actor.personId)
    if (!row) throw new Problem('access.noBoard')
    const smsSealed = await sealedNumber(deps, tx, row, smsNumber)
    const number = await smsNumberOf(deps, tx, row.personId, { ...row, smsSealed })
    if (!mail && !(sms && deps.sms && number)) throw new Problem('alerts.nothingLeft', { field: 'mail' })
    await updateAlerts(tx, actor.personId, { ...(mail ? {} : { mail }), ...(sms ? {} : { sms }) }, smsSealed)
    const view = await myAlerts(deps, tx, actor)
    await append(deps, tx, actor, { type: 'alerts.changed', subjectId: actor.personId, facts: { mail, sms, number: smsNumber !== undefined } })
    return view
  })
}

async function sealedNumber(deps: Deps, tx: BoardTx, { personId, smsSealed }: RungRow, written: string | null | undefined): Promise<Uint8Array | null> {
  if (written === undefined) return smsSealed
  if (written === null) return null
  const number = mobileNumber(written)
  if (number === null) throw new Problem('alerts.number', { field: 'smsNumber' })
  return sealText(await boardKey(deps.keys, tx), personContext(tx.organisationId, personId, 'sms'), number)
}
