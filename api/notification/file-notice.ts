import type { Actor } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'
import type { NoticeFields } from '../../shared/notification/notice-fields.ts'
import { answersOf, promisesOf } from '../../shared/notification/notice.ts'
import { mayStart } from '../../shared/notification/standing.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import { clockRuns } from '../deadline/follow-terms.ts'
import { needFiledAt, recordFiling, type FiledAnswer } from '../deadline/record-filing.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { filedOf, needDraft, needFile, needOpen, refusalOf } from './notice-rules.ts'
import {
  addresseeOf,
  lockIncident,
  noticesOf,
  sealFields,
  sealWords,
  unsealFields,
  updateNotice,
  type IncidentRow,
  type NoticeWithOutcome,
} from './notice-store.ts'
import { reasonsOf } from './source-of.ts'

export type NoticeFiled = { noticeId: string; inTime: FiledAnswer['inTime'] | null }
type Receipt = { filedAt: string; number: string; reason?: string | undefined; proofFileId?: string | undefined }
type Input = Receipt & { incidentId: string; noticeId: string; revision: number }

/**
 * The form was sent, and this is the authority's receipt: the version is frozen and, in the same transaction, a clock that runs stops, in time
 * or late. Attempts that failed fill in the reasons. A withdrawal stops and restarts nothing. What is promised in it becomes a term (jobs.ts).
 * Refuses: incident.notFound, access.denied, incident.closed, notice.notFound, notice.over, notice.changed, notice.firstFiled,
 * notice.firstNeeded, notice.fileMissing, filed.inFuture, filed.beforeAware, filed.reasonsNeeded, outcome.secondPerson.
 */
export async function fileNotice(deps: Deps, actors: readonly Actor[], input: Input): Promise<NoticeFiled> {
  const { incidentId, noticeId } = input
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.file', incident, { addressee: await addresseeOf(tx, incidentId) })
    needOpen(incident)
    const draft = await needDraft(tx, incidentId, noticeId, input.revision)
    if (!mayStart(filedOf(await noticesOf(tx, incidentId))).includes(draft.kind)) throw refusalOf(draft.kind)
    const proofId = await needFile(tx, incidentId, input.proofFileId, 'proofFileId')
    const filedAt = needFiledAt(input.filedAt, deps.clock.now())
    if (filedAt < incident.awareAt) throw new Problem('filed.beforeAware', { field: 'filedAt' })
    const key = await incidentKey(deps.keys, tx, incidentId)
    const stopped = await stopClock(deps, tx, actor, { incident, draft, key, receipt: { ...input, filedAt } })
    const fields = await freeze(tx, key, { draft, filedAt, actor, proofId, receipt: input, stopped })
    const { kind } = draft
    const outcome = { inTime: stopped?.inTime ?? null, complete: fields.complete === 'complete', told: fields.told === 'yes', proof: proofId !== null }
    const facts = { kind, filedAt, ...outcome, ...promisesOf({ kind }, fields) }
    await append(deps, tx, actor, { type: 'notice.filed', subjectId: noticeId, incidentId, facts, sealed: { number: input.number } }, key)
    return { noticeId, inTime: stopped?.inTime ?? null }
  })
}

type Stopping = { incident: IncidentRow; draft: NoticeWithOutcome; key: DataKey; receipt: Receipt }
type Stopped = FiledAnswer & { reason: string | null }

/** Whatever tells the authority of it stops a clock that runs; null where none does, or it only takes back what was told. */
async function stopClock(deps: Deps, tx: BoardTx, actor: Actor, { incident, draft, key, receipt }: Stopping): Promise<Stopped | null> {
  if (draft.kind === 'withdrawal' || !(await clockRuns(tx, incident.id))) return null
  const { delayReason } = await unsealFields(tx, key, draft)
  const { filedAt, number } = receipt
  const late = filedAt > incident.deadlineAt
  const reason = late ? (receipt.reason ?? (delayReason?.trim() || null) ?? (await reasonsOf(tx, key, incident.id))) : null
  const filed = await recordFiling(deps, tx, actor, incident, { filedAt, number, ...(reason && { reason }), noticeId: draft.id })
  return { ...filed, reason }
}

type Freezing = { draft: NoticeWithOutcome; filedAt: Instant; actor: Actor; proofId: string | null; receipt: Receipt; stopped: Stopped | null }

/** The version as it stays: only what was asked of it, with the reasons that went along. */
async function freeze(tx: BoardTx, key: DataKey, { draft, filedAt, actor, proofId, receipt, stopped }: Freezing): Promise<NoticeFields> {
  const { incidentId, id, kind } = draft
  const written = await unsealFields(tx, key, draft)
  const late = stopped !== null && stopped.inTime !== 'onTime'
  const fields = answersOf({ kind, late }, late ? { ...written, delayReason: stopped.reason ?? undefined } : { ...written, delayReason: undefined })
  await updateNotice(tx, incidentId, id, {
    ...{ state: 'filed', filedAt, filedBy: actor.personId, proofId, outcomeId: stopped?.outcomeId ?? null, complete: fields.complete === 'complete' },
    fieldsSealed: await sealFields(tx, key, incidentId, id, fields),
    numberSealed: await sealWords(tx, key, { table: 'authority_notice', incidentId, id, field: 'number' }, receipt.number),
  })
  return fields
}
