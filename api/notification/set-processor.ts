import { actorIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'
import type { ProcessorSet, SetProcessor } from '../../shared/notification/processors.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { setAwareMoment } from '../incident/set-aware-moment.ts'
import { say, type Lang } from '../text.ts'
import { noticeMoments } from './notice-moments.ts'
import { findAtProcessor, findProcessor, insertAtProcessor, lockIncident, updateAtProcessor, type AtProcessorRow } from './processor-store.ts'
import { sealPart } from './sealed-parts.ts'

type Incident = NonNullable<Awaited<ReturnType<typeof lockIncident>>>
type Input = SetProcessor & { incidentId: string; lang: Lang }

/**
 * It happened at this processor, whose notice came in then: the 72 hours start there where that is earlier, and wait for the chair where it is
 * later (clock.md). Only the officer proposes a later start. Refuses: incident.notFound, access.denied, incident.closed, processor.notFound (of
 * another board too), processor.ended, processor.noticeInFuture, processor.beforeAware, deadline.stopped (it was notified, and this is earlier).
 */
export async function setProcessor(deps: Deps, actors: readonly Actor[], input: Input): Promise<ProcessorSet> {
  const { noticeReceivedAt, processorAwareAt } = noticeMoments(deps, input)
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'processor.open', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    const key = await incidentKey(deps.keys, tx, incident.id)
    const { name, before, replaced } = await needPlace(tx, incident.id, input)
    const noteSealed = await sealPart(tx, key, { table: 'incident_processor', incidentId: incident.id, id: input.processorId, field: 'note' }, input.note)
    const row = { processorId: input.processorId, noticeReceivedAt, processorAwareAt, noteSealed, setBy: actor.personId, setAt: deps.clock.now() }
    if (replaced) await updateAtProcessor(tx, incident.id, replaced.processorId, row)
    else if (before) await updateAtProcessor(tx, incident.id, before.processorId, row)
    else await insertAtProcessor(tx, { organisationId: tx.organisationId, incidentId: incident.id, ...row })
    const was = (replaced ?? before)?.noticeReceivedAt ?? null
    const reason = input.note || say(input.lang, 'processors.clockReason', { name })
    const said = { clock: 'unchanged' as const, awareAt: incident.awareAt, deadlineAt: incident.deadlineAt }
    const answer = was === noticeReceivedAt ? said : ((await moveClock(deps, tx, key, { actor, incident, awareAt: noticeReceivedAt, reason })) ?? said)
    const facts = { processorId: input.processorId, noticeReceivedAt, processorAwareAt, was, clock: answer.clock, awareWas: incident.awareAt }
    await append(deps, tx, actor, { type: 'incident.processorSet', subjectId: incident.id, incidentId: incident.id, facts, sealed: { reason } }, key)
    return answer
  })
}

/** The processor it is about, and the row that says so already or said so by mistake. */
async function needPlace(tx: BoardTx, incidentId: string, { processorId, insteadOf }: SetProcessor) {
  const found = await findProcessor(tx, processorId)
  if (!found) throw new Problem('processor.notFound', { field: 'processorId' })
  const before = await findAtProcessor(tx, incidentId, processorId)
  if (found.endedAt && !before) throw new Problem('processor.ended', { field: 'processorId' })
  const wrong = insteadOf !== undefined && insteadOf !== processorId
  const replaced: AtProcessorRow | undefined = wrong && !before ? await findAtProcessor(tx, incidentId, insteadOf) : undefined
  if (wrong && !replaced) throw new Problem('processor.notFound', { field: 'insteadOf' })
  return { name: found.name, before, replaced }
}

type Move = { actor: Actor; incident: Incident; awareAt: Instant; reason: string }

/** Undefined where the clock stays: it starts there already, or later is not his to propose. */
async function moveClock(deps: Deps, tx: BoardTx, key: DataKey, move: Move): Promise<ProcessorSet | undefined> {
  const { actor, incident, awareAt } = move
  if (awareAt === incident.awareAt) return undefined
  if (awareAt > incident.awareAt && !can(actorIn(actor, incident), 'incident.setAware')) return undefined
  const { status, deadlineAt } = await setAwareMoment(deps, tx, key, move)
  return { clock: status, awareAt: status === 'inForce' ? awareAt : incident.awareAt, deadlineAt }
}
