import type { Actor } from '../../shared/access/roles.ts'
import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { Module } from '../../shared/training/module.ts'
import type { Statement } from '../../shared/training/statement.ts'
import { lowestFloor } from '../../shared/training/training-settings.ts'
import { actorAt, allow } from '../access/allow.ts'
import { learnerMac } from '../access/secrets.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { giveWay } from '../pressure.ts'
import { listCompletions, type CompletionRow } from './answer-store.ts'
import { boardTraining } from './board-training.ts'
import { contentOf } from './content.ts'

type Query = { organisationId: string; moduleId?: string | undefined }

/**
 * Finished modules as xAPI statements under pseudonyms: per module and finished month, and only where at least as many people finished it in
 * that month as figures ask for. Whoever knows of one when he finished what has that many to choose from. Refuses: access.denied,
 * training.statementsOff, training.moduleUnknown, request.tooMany.
 */
export async function exportStatements(deps: Deps, actors: readonly Actor[], { organisationId, moduleId }: Query): Promise<Statement[]> {
  const actor = actorAt(actors, organisationId)
  await deps.limits.take('statementsPerPerson', actor.identityId)
  const finished = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.exportStatements')
    const { settings } = await boardTraining(tx, deps.clock.now())
    if (!settings.statements) throw new Problem('training.statementsOff')
    const asked = contentOf(deps).filter(({ id }) => moduleId === undefined || id === moduleId)
    if (asked.length === 0) throw new Problem('training.moduleUnknown', { field: 'moduleId' })
    const thisMonth = monthOf(deps.clock.now())
    const rows: Finished[] = []
    for (const module of asked) {
      // Whatever needs no store goes in between; for a report nobody may wait who holds a transaction.
      await new Promise((resolve) => setImmediate(resolve))
      const over = (await listCompletions(tx, module.id)).filter(({ completedAt }) => monthOf(completedAt) < thisMonth)
      rows.push(...finishedOf(module, over, Math.max(lowestFloor, settings.floor)))
    }
    const facts = { statements: rows.length, ...(moduleId === undefined ? {} : { moduleId }) }
    await append(deps, tx, actor, { type: 'training.statementsExported', subjectId: organisationId, facts })
    return rows
  })
  return statementsOf(deps, finished)
}

type Finished = { module: Module; row: CompletionRow }

/** The months in which enough people finished it. */
function finishedOf(module: Module, rows: readonly CompletionRow[], floor: number): Finished[] {
  const months = Map.groupBy(rows, ({ completedAt }) => monthOf(completedAt))
  return [...months.values()].flatMap((month) => {
    // Once a month for each: twice the same pseudonym would tell of somebody who did it twice.
    const once = [...new Map(month.map((row) => [row.learnerId, row])).values()]
    return once.length < floor ? [] : once.map((row) => ({ module, row }))
  })
}

/** After the transaction, some at a time: reports go first. */
async function statementsOf(deps: Deps, finished: readonly Finished[]): Promise<Statement[]> {
  const statements: Statement[] = []
  for (const [at, { module, row }] of finished.entries()) {
    if (at % 200 === 0) await giveWay(deps)
    statements.push(await statementOf(deps, module, row))
  }
  // By what tells nothing: neither the order in which they finished, nor that of the rows.
  return statements.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

async function statementOf(deps: Deps, module: Module, { organisationId, learnerId, id, completedAt }: CompletionRow): Promise<Statement> {
  const [home, name] = [deps.env.publicUrl, await learnerMac(deps.keys, organisationId, `learner:${learnerId} ${module.id}`)]
  return {
    id: asUuid(await learnerMac(deps.keys, organisationId, `statement:${id}`)),
    version: '1.0.3',
    actor: { objectType: 'Agent', account: { homePage: home, name: hex(name).slice(0, 32) } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed' } },
    object: {
      objectType: 'Activity',
      id: `${home}/oefenen/module/${module.id}`,
      definition: { type: 'http://adlnet.gov/expapi/activities/module', name: { ...module.title } },
    },
    result: { completion: true },
    timestamp: `${monthOf(completedAt)}-01T00:00:00.000Z`,
  }
}

/** `2026-02`, as it is in Amsterdam. */
const monthOf = (instant: Instant) => amsterdamDay(instant).slice(0, 7)

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** Sixteen bytes as a UUID that says of itself that it is somebody's own make (version 8). */
function asUuid(bytes: Uint8Array): string {
  const digits = hex(bytes)
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 3) | 8).toString(16)
  return [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, variant + digits.slice(17, 20), digits.slice(20, 32)].join('-')
}
