import { amsterdamDay, plus, type Instant } from '../../shared/instant.ts'
import { holidaysRunOut, knownUntil } from '../../shared/training/holidays.ts'
import { betweenNudges, isNudgeTime, nudgeLife } from '../../shared/training/nudge.ts'
import { anythingDue } from '../alert/anything-due.ts'
import { nudgeIdentity } from '../alert/nudge-identity.ts'
import { oncePerStore } from '../batch.ts'
import type { Deps } from '../deps.ts'
import { listBoards } from '../events/chain-store.ts'
import { findTraining } from './board-training-store.ts'
import { claimReminder, findBoardsOf, hadReminder, lockReminders } from './nudge-store.ts'
import { whoToNudge, type Chosen } from './who-to-nudge.ts'

/** In one round, so once a minute: how many people are looked at, and how many are reminded, ten at a time. */
const pace = { looked: 500, page: 100, reminded: 50, together: 10 } as const

type Place = { organisationId: string; after: string | null }
const stateOf = oncePerStore(() => ({ day: '', left: [] as Place[], toldOn: '' }))

/**
 * Reminds who may be reminded to practise. Each person is looked at once a day, the rest comes with the next round; an alarm or a message that is
 * due goes first, and this waits for the next minute. A reminder is taken before it is sent: two processes send one, and one that
 * gets lost does not come again that week.
 */
export async function sendNudges(deps: Deps): Promise<void> {
  const [state, now] = [stateOf(deps), deps.clock.now()]
  const day = amsterdamDay(now)
  tellHolidaysEnd(deps, day)
  if (state.day !== day) {
    if (!isNudgeTime(now, 'north') && !isNudgeTime(now, 'middle') && !isNudgeTime(now, 'south')) return
    const boards = await deps.db.outside((sql) => listBoards(sql))
    Object.assign(state, { day, left: boards.map((organisationId): Place => ({ organisationId, after: null })) })
  }
  let [looked, reminded] = [0, 0]
  while (looked < pace.looked && reminded < pace.reminded) {
    const place = state.left[0]
    if (!place || (await anythingDue(deps))) return
    const page = await nextPage(deps, place, now)
    looked += pace.page
    for (let at = 0; at < page.chosen.length; at += pace.together) {
      if (reminded >= pace.reminded || (at > 0 && (await anythingDue(deps)))) return
      const some = page.chosen.slice(at, at + pace.together)
      reminded += (await Promise.all(some.map((one) => remindOne(deps, place.organisationId, one)))).filter(Boolean).length
    }
    if (page.last === null) state.left.shift()
    else place.after = page.last
  }
}

const nextPage = (deps: Deps, { organisationId, after }: Place, now: Instant): ReturnType<typeof whoToNudge> =>
  deps.db.inBoard({ organisationId }, async (tx) => {
    const region = (await findTraining(tx))?.region ?? null
    return isNudgeTime(now, region) ? whoToNudge(tx, after, pace.page, now) : { chosen: [], last: null }
  })

/** Whether this process took the reminder. */
async function remindOne(deps: Deps, organisationId: string, { personId, identityId, mail }: Chosen): Promise<boolean> {
  const now = deps.clock.now()
  const since = plus(now, -betweenNudges)
  const taken = await deps.db.outside(async (sql) => {
    await lockReminders(sql, identityId)
    for (const other of await findBoardsOf(sql, identityId))
      if (other !== organisationId && (await hadReminder(await deps.db.enterBoard(sql, other), identityId, since))) return false
    return claimReminder(await deps.db.enterBoard(sql, organisationId), { id: deps.newId(), personId, now, since })
  })
  if (taken) await nudgeIdentity(deps, { identityId, mail, lifeMs: nudgeLife(now) })
  return taken
}

/** Once a day, from 60 days before the table of holidays ends: after it nobody is reminded any more. */
function tellHolidaysEnd(deps: Deps, day: string): void {
  const state = stateOf(deps)
  if (!holidaysRunOut(day) || state.toldOn === day) return
  state.toldOn = day
  deps.log.error({ knownUntil }, 'the school holidays are known until this day: after it nobody is reminded to practise, so bring in the next years')
}
