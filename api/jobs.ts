import type { EventType, SeintjeEvent } from '../shared/event.ts'
import type { BoardTx } from './db/open.ts'
import type { Deps } from './deps.ts'
import { followNotice } from './incident/follow-notice.ts'
import { forgetErased, startLadder, stopAtClosing, stopLadder, tellReporterSeen, tellReporterQuestion } from './alert/alert-jobs.ts'
import { endCallsToNobody, followCall, followDeadlines, forgetDeadlines, planAfterAcknowledging, resumeReminders, ringReopened } from './alert/deadline-jobs.ts'
import { countDeliveries } from './alert/delivery-counts.ts'
import { endRingsOf, tellOfGlass, tellOfLift, tellOfRecusal } from './alert/fence-rings.ts'
import { followJoined, followUnjoined } from './alert/join-jobs.ts'
import { ringAudience, ringInPlace, tellSeatsOfGlass } from './alert/seat-rings.ts'
import { noteProcessor } from './notification/processor-jobs.ts'
import { followOthers } from './deadline/follow-others.ts'
import { endKeptPromises, endRetries, keepLetterTerms, keepPromises, keepVersion, planRetry } from './notification/notice-jobs.ts'
import { followDecision } from './deadline/decision-jobs.ts'
import { endTold } from './deadline/telling-terms.ts'
import { ringConvened, tellConveningEnded } from './alert/team-rings.ts'
import { followEntries, keepEntries, reopenEntries } from './register/entry-jobs.ts'
import { holdJoined, holdUnjoined } from './register/hold-jobs.ts'
import { tellErased } from './register/retention-jobs.ts'
import { offerModule } from './training/offer-jobs.ts'

/** What an event sets in motion: rows only, in the same transaction. The engine alone sends. What it gives back happened as well, and is appended. The events are of one type: as a rule one, a batch where many reports come at once. */
export type Job = (deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]) => Promise<void | readonly SeintjeEvent[]>
export type Jobs = Partial<Record<EventType, readonly Job[]>>

/** The whole after-effect on one page. */
export const jobs: Jobs = {
  'incident.reported': [startLadder, noteProcessor],
  'incident.acknowledged': [stopLadder, planAfterAcknowledging, tellReporterSeen, keepEntries],
  'incident.closed': [stopAtClosing, followDeadlines, offerModule, keepEntries],
  'incident.recused': [endRingsOf, tellOfRecusal, ringInPlace, endCallsToNobody],
  'incident.recusalLifted': [tellOfLift],
  'incident.audienceSet': [ringAudience],
  'incident.glassBroken': [tellOfGlass, tellSeatsOfGlass],
  'incident.joined': [followJoined, holdJoined, followEntries],
  'incident.unjoined': [followUnjoined, holdUnjoined, followEntries],
  'team.convened': [ringConvened],
  'team.conveningEnded': [tellConveningEnded],
  'incident.awareSet': [followDeadlines, keepEntries],
  'incident.processorSet': [followNotice],
  'others.planned': [followOthers],
  'incident.filed': [followDeadlines, keepVersion, endRetries, keepEntries],
  'decision.taken': [followDecision, followDeadlines, endRetries, keepEntries],
  'incident.outcomeRetracted': [followDeadlines, resumeReminders, keepEntries],
  'incident.reopened': [followDeadlines, ringReopened, keepEntries, reopenEntries],
  'deadline.planned': [followDeadlines],
  'deadline.moved': [followDeadlines],
  'deadline.ended': [followDeadlines],
  'notice.filed': [keepPromises, keepEntries],
  'notice.attempted': [planRetry],
  'notice.letterAdded': [keepLetterTerms],
  'communication.sent': [endTold, endKeptPromises, keepEntries],
  'call.recorded': [followCall],
  'delivery.recorded': [countDeliveries],
  'message.sent': [tellReporterQuestion],
  'report.erased': [forgetErased, forgetDeadlines],
  'incident.erased': [forgetErased, forgetDeadlines],
  'retention.executed': [tellErased],
}
