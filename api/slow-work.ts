import { remindAuditors } from './access/remind-auditors.ts'
import { amsterdamDay } from '../shared/instant.ts'
import { oncePerStore } from './batch.ts'
import type { Deps } from './deps.ts'
import { chainKey } from './events/chain-key.ts'
import { listBoards } from './events/chain-store.ts'
import { cutLog } from './events/cut-log.ts'
import { forgetRecipients } from './notification/forget-recipients.ts'
import { prepareSearch } from './incident/prepare-search.ts'
import { makeFigures } from './training/make-figures.ts'
import { expireAnswers } from './training/expire-answers.ts'
import { forgetCertificates } from './training/forget-certificates.ts'
import { forgetLists } from './training/forget-lists.ts'
import { sendNudges } from './training/send-nudges.ts'

const stateOf = oncePerStore(() => ({ cutOn: '', busy: false }))

/** What no alarm and no report waits for, once a minute. Never throws: what fails is logged and comes again. A server that stops waits for one step of it, not for all. */
export async function slowWork(deps: Deps, isStopping = () => false): Promise<void> {
  const state = stateOf(deps)
  if (state.busy) return
  state.busy = true
  for (const [what, work] of works) {
    if (isStopping()) break
    await work(deps, isStopping).catch((error: unknown) => deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, what))
  }
  state.busy = false
}

/** Once a day. */
async function cutLogs(deps: Deps): Promise<void> {
  const [state, today] = [stateOf(deps), amsterdamDay(deps.clock.now())]
  if (state.cutOn === today) return
  state.cutOn = today
  const key = await chainKey(deps.db, deps.keys)
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) await cutLog(deps, key, organisationId)
}

const works = [
  ['the oldest rows of the log could not be cut', cutLogs],
  ['auditors could not be reminded', remindAuditors],
  ['what is to be searched could not be prepared', prepareSearch],
  // Before the answers go that they count.
  ['the figures of this week could not be made', makeFigures],
  ['old answers of those who learn could not be taken away', expireAnswers],
  ['certificates that ended long ago could not be forgotten', forgetCertificates],
  ['lists of names and questions that are over could not be forgotten', forgetLists],
  ['lists of people who were told could not be forgotten', forgetRecipients],
  ['people could not be reminded to practise', sendNudges],
] as const
