import { amsterdamDay, between, type Instant } from '../../shared/instant.ts'
import { holidaysRunOut, knownUntil } from '../../shared/training/holidays.ts'
import { isNudgeTime, nudgeLife, nudgeWeek } from '../../shared/training/nudge.ts'
import { anythingDue } from '../alert/anything-due.ts'
import { nudgeIdentity } from '../alert/nudge-identity.ts'
import { oncePerStore } from '../batch.ts'
import type { Deps } from '../deps.ts'
import { listBoards } from '../events/chain-store.ts'
import { giveWay } from '../pressure.ts'
import { findTraining } from './board-training-store.ts'
import { claimReminder, findBoardsOf, hadReminder, lockReminders } from './nudge-store.ts'
import { whoToNudge, type Chosen } from './who-to-nudge.ts'

/** In one round, so once a minute: how many people are looked at, some at a time for the one thread; how many are reminded, and for how long. */
const pace = { looked: 500, page: 25, reminded: 50, forMs: 30_000 } as const

type Place = { organisationId: string; after: string | null }
const stateOf = oncePerStore(() => ({ day: '', left: [] as Place[], toldOn: '' }))

/**
 * Reminds who may be reminded to practise. Each person is looked at once a day, the rest comes with the next round. One at a time: the mail server
 * and the store have few places, and those are for alarms. Before each it is asked whether an alarm or a message is due: that goes first,
 * and this waits for the next minute. A reminder is taken before it is sent: two processes send one, and one that gets lost does not come again that week.
 */
export async function sendNudges(deps: Deps, isStopping = () => false): Promise<void> {
  const [state, now] = [stateOf(deps), deps.clock.now()]
  const day = amsterdamDay(now)
  tellHolidaysEnd(deps, day)
  if (state.day !== day) {
    if (!isNudgeTime(now, 'north') && !isNudgeTime(now, 'middle') && !isNudgeTime(now, 'south')) return
    const boards = await deps.db.outside((sql) => listBoards(sql))
    Object.assign(state, { day, left: boards.map((organisationId): Place => ({ organisationId, after: null })) })
  }
  let [looked, reminded] = [0, 0]
  const isOver = async () => isStopping() || reminded >= pace.reminded || between(now, deps.clock.now()) >= pace.forMs || (await anythingDue(deps))
  while (looked < pace.looked) {
    await giveWay(deps)
    const place = state.left[0]
    if (!place || (await isOver())) return
    const page = await nextPage(deps, place, now)
    looked += pace.page
    for (const one of page.chosen) {
      await giveWay(deps)
      if (await isOver()) return
      if (await remindOne(deps, place.organisationId, one)) reminded++
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
  const week = nudgeWeek(now)
  const taken = await deps.db.outside(async (sql) => {
    await lockReminders(sql, identityId)
    for (const other of await findBoardsOf(sql, identityId))
      if (other !== organisationId && (await hadReminder(await deps.db.enterBoard(sql, other), identityId, week))) return false
    return claimReminder(await deps.db.enterBoard(sql, organisationId), { id: deps.newId(), personId, now, week })
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
