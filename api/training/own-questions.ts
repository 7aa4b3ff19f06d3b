import { can, type Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { modules } from '../../shared/training/modules.ts'
import { ownQuestionSlip } from '../../shared/training/own-question-check.ts'
import { ownQuestionLimits, type DecideQuestion, type ProposeQuestion } from '../../shared/training/own-question.ts'
import type { BoardQuestionView } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { peopleById } from '../access/person-names.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockBoardSettings } from './board-training-store.ts'
import { countOpen, insertQuestion, listQuestions, lockQuestion, updateQuestion, type QuestionRow } from './question-store.ts'

/** Every question this board ever thought of, newest first, with who proposed it and who decided. Refuses: access.denied (also for another board). */
export async function readQuestions(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<BoardQuestionView[]> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.readSettings')
    const rows = await listQuestions(tx)
    const name = await namesIn(deps, tx, rows)
    const views = rows.map((row) => viewOf(actor, row, name))
    await append(deps, tx, actor, { type: 'training.questionsRead', subjectId: organisationId, facts: { count: views.length } })
    return views
  })
}

/** Proposes one; nobody is asked it until another person agreed. Refuses: access.denied, access.noBoard, training.moduleUnknown, question.tooMany and what `ownQuestionSlip` finds. */
export async function proposeQuestion(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, moduleId, content }: ProposeQuestion,
): Promise<BoardQuestionView> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.proposeQuestion')
    if (!modules.some(({ id }) => id === moduleId)) throw new Problem('training.moduleUnknown', { field: 'moduleId' })
    const slip = ownQuestionSlip(content)
    if (slip) throw new Problem(slip.code, { field: `content.${slip.field}`, ...(slip.limit === undefined ? {} : { limit: slip.limit }) })
    // Two who propose at once take turns, so that the limit holds.
    if (!(await lockBoardSettings(tx))) throw new Problem('access.noBoard')
    const { livePerModule: limit } = ownQuestionLimits
    if ((await countOpen(tx, moduleId)) >= limit) throw new Problem('question.tooMany', { limit })
    const row = { ...fresh(organisationId, deps.newId()), moduleId, content, proposedBy: actor.personId, proposedAt: deps.clock.now() }
    await insertQuestion(tx, row)
    const view = viewOf(actor, row, await namesIn(deps, tx, [row]))
    await append(deps, tx, actor, { type: 'training.questionProposed', subjectId: row.id, facts: { module: moduleId } })
    return view
  })
}

const fresh = (organisationId: string, id: string) =>
  ({ organisationId, id, state: 'proposed', decidedBy: null, decidedAt: null, decision: null, withdrawnBy: null, withdrawnAt: null }) as const

/** Says whether it goes out; never by whoever proposed it. Refuses: access.denied, question.notFound, question.over (also for the later of two), question.secondPerson. */
export async function decideQuestion(deps: Deps, actors: readonly Actor[], { id, organisationId, agree, decision }: DecideQuestion & { id: string }) {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.decideQuestion')
    const question = await lockQuestion(tx, id)
    if (!question) throw new Problem('question.notFound')
    if (question.state !== 'proposed') throw new Problem('question.over')
    if (question.proposedBy === actor.personId) throw new Problem('question.secondPerson')
    const changes = { state: agree ? 'live' : 'rejected', decidedBy: actor.personId, decidedAt: deps.clock.now(), decision } as const
    await updateQuestion(tx, id, changes)
    const row = { ...question, ...changes }
    const view = viewOf(actor, row, await namesIn(deps, tx, [row]))
    await append(deps, tx, actor, { type: 'training.questionDecided', subjectId: id, facts: { module: question.moduleId, agreed: agree } })
    return view
  })
}

/** Takes back a proposal, or takes a question out that goes round: nobody is asked it from now on. Refuses: access.denied, question.notFound, question.over. */
export async function withdrawQuestion(deps: Deps, actors: readonly Actor[], { id, organisationId }: { id: string; organisationId: string }) {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.proposeQuestion')
    const question = await lockQuestion(tx, id)
    if (!question) throw new Problem('question.notFound')
    if (question.state !== 'proposed' && question.state !== 'live') throw new Problem('question.over')
    const changes = { state: 'withdrawn', withdrawnBy: actor.personId, withdrawnAt: deps.clock.now() } as const
    await updateQuestion(tx, id, changes)
    const row = { ...question, ...changes }
    const view = viewOf(actor, row, await namesIn(deps, tx, [row]))
    await append(deps, tx, actor, {
      type: 'training.questionWithdrawn',
      subjectId: id,
      facts: { module: question.moduleId, wasLive: question.state === 'live' },
    })
    return view
  })
}

/** The names of who proposed and decided; whoever is no longer known has none. */
async function namesIn(deps: Deps, tx: BoardTx, rows: readonly QuestionRow[]): Promise<(id: string | null) => string | null> {
  const ids = rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy])
  const people = await peopleById(deps, tx, ids)
  return (id) => (id === null ? null : (people.get(id)?.name ?? null))
}

/** As this reader sees it. */
function viewOf(actor: Actor, row: QuestionRow, name: (id: string | null) => string | null): BoardQuestionView {
  const { id, moduleId, content, state, proposedAt, decidedAt, decision } = row
  const mayDecide = state === 'proposed' && row.proposedBy !== actor.personId && can(actor, 'training.decideQuestion')
  return { id, moduleId, content, state, proposedAt, decidedAt, decision, mayDecide, proposedBy: name(row.proposedBy), decidedBy: name(row.decidedBy) }
}
