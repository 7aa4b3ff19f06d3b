import { isDeepStrictEqual } from 'node:util'
import type { AlertingView, ChangeAlerting } from '../../shared/alert/alerting-views.ts'
import { alertingOf, checkAlerting } from '../../shared/alert/alerting.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { actorAt, allow } from '../access/allow.ts'
import { teamOf } from '../access/person-names.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findIdentitiesOf, lockSettings, updateSettings } from './alerting-store.ts'
import { alertingView } from './read-alerting.ts'
import { tellIdentities } from './tell-identity.ts'

/**
 * Sets who is rung when, from the next alarm on: what rings already keeps its ladder. Dpo and chair hear of it, but for who did it.
 * Refuses: access.denied, access.noBoard, ladder.firstStep, ladder.order, ladder.gap, ladder.empty, ladder.person, ladder.channels.
 */
export async function changeAlerting(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, alerting }: { organisationId: string; alerting: ChangeAlerting },
): Promise<AlertingView> {
  const actor = actorAt(actors, organisationId)
  const { view, told } = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'alerting.change')
    const settings = await lockSettings(tx)
    if (!settings) throw new Problem('access.noBoard')
    const refusal = checkAlerting(alerting, await teamOf(deps, tx), deps.sms !== undefined)
    if (refusal) throw new Problem(refusal.code, { field: refusal.field, ...(refusal.limit === undefined ? {} : { limit: refusal.limit }) })
    await updateSettings(tx, { ...settings, alerting })
    const changed = !isDeepStrictEqual(alertingOf(settings), alerting)
    const heard = changed ? await findIdentitiesOf(tx, ['dpo', 'chair'], deps.clock.now()) : []
    const done = { view: await alertingView(deps, tx, actor), told: heard.filter(({ personId }) => personId !== actor.personId) }
    const facts = { changed, day: alerting.day.length, night: alerting.night?.length ?? 0, progressMinutes: alerting.progressMinutes }
    await append(deps, tx, actor, { type: 'alerting.changed', subjectId: organisationId, facts })
    return done
  })
  await tellIdentities(deps, told, 'alertingChanged')
  return view
}
