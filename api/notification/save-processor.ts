import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { ProcessorView, SaveProcessor } from '../../shared/notification/processors.ts'
import { actorAt, allow } from '../access/allow.ts'
import { boardKey } from '../db/keys.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { processorViews } from './list-processors.ts'
import { findProcessor, insertProcessor, lockProcessor, updateProcessor, type ProcessorRow } from './processor-store.ts'
import { sealContact } from './sealed-parts.ts'

type Input = SaveProcessor & { id: string }

/**
 * A processor of the board, new or changed; saying the same twice changes nothing. What was agreed is looked at anew once it changed.
 * Refuses: access.denied, processor.ended, others.changedMeanwhile.
 */
export async function saveProcessor(deps: Deps, actors: readonly Actor[], input: Input): Promise<ProcessorView> {
  const actor = actorAt(actors, input.organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'processor.change')
    const before = await lockProcessor(tx, input.id)
    if (before?.endedAt) throw new Problem('processor.ended')
    if (before && before.revision !== input.revision) return unchangedOr(deps, tx, before, input)
    if (!before && input.revision > 0) throw new Problem('processor.notFound')
    const row = await rowOf(deps, tx, actor, input, before)
    if (before) await updateProcessor(tx, input.id, row)
    else if (!(await insertProcessor(tx, row))) throw new Problem('others.changedMeanwhile')
    const view = await viewOf(deps, tx, input.id)
    const { revision, noticeHours, communicates, documented } = view
    await append(deps, tx, actor, { type: 'processor.saved', subjectId: input.id, facts: { revision, noticeHours, communicates, documented } })
    return view
  })
}

async function rowOf(deps: Deps, tx: BoardTx, actor: Actor, input: Input, before: ProcessorRow | undefined): Promise<ProcessorRow> {
  const { id, name, product, noticeHours, communicates, documented } = input
  const agreed = before && before.noticeHours === noticeHours && before.communicates === communicates && before.documented === documented
  return {
    ...{ organisationId: tx.organisationId, id, name, product, noticeHours, communicates, documented, endedAt: null },
    contactSealed: await sealContact(tx, await boardKey(deps.keys, tx), id, input.contact),
    ...(agreed ? { tickedBy: before.tickedBy, tickedAt: before.tickedAt } : { tickedBy: null, tickedAt: null }),
    ...{ revision: input.revision + 1, setBy: actor.personId, setAt: deps.clock.now() },
  }
}

/** An answer that was lost on the way and is asked for again; anything else is of somebody who did not see the last change. */
async function unchangedOr(deps: Deps, tx: BoardTx, before: ProcessorRow, input: Input): Promise<ProcessorView> {
  const view = await viewOf(deps, tx, before.id)
  const same = (['name', 'product', 'contact', 'noticeHours', 'communicates', 'documented'] as const).every((field) => view[field] === input[field])
  if (!same || before.revision !== input.revision + 1) throw new Problem('others.changedMeanwhile')
  return view
}

async function viewOf(deps: Deps, tx: BoardTx, id: string): Promise<ProcessorView> {
  const row = await findProcessor(tx, id)
  const [view] = row ? await processorViews(deps, tx, [row]) : []
  if (!view) throw new Problem('processor.notFound')
  return view
}

type Named = { id: string; organisationId: string }

/** The officer looked at what was agreed, and it holds. Refuses: access.denied, processor.notFound, processor.ended. */
export async function tickProcessor(deps: Deps, actors: readonly Actor[], { id, organisationId }: Named): Promise<ProcessorView> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'processor.tick')
    await needRunning(tx, id)
    await updateProcessor(tx, id, { tickedBy: actor.personId, tickedAt: deps.clock.now() })
    const view = await viewOf(deps, tx, id)
    await append(deps, tx, actor, { type: 'processor.ticked', subjectId: id, facts: { documented: view.documented } })
    return view
  })
}

/** The board works with it no more; what happened there stays. Refuses: access.denied, processor.notFound, processor.ended. */
export async function endProcessor(deps: Deps, actors: readonly Actor[], { id, organisationId }: Named): Promise<ProcessorView> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'processor.change')
    const { revision } = await needRunning(tx, id)
    await updateProcessor(tx, id, { endedAt: deps.clock.now(), revision: revision + 1 })
    const view = await viewOf(deps, tx, id)
    await append(deps, tx, actor, { type: 'processor.saved', subjectId: id, facts: { revision: view.revision, ended: true } })
    return view
  })
}

async function needRunning(tx: BoardTx, id: string): Promise<ProcessorRow> {
  const row = await lockProcessor(tx, id)
  if (!row) throw new Problem('processor.notFound')
  if (row.endedAt) throw new Problem('processor.ended')
  return row
}
