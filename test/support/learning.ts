import { append, system } from '../../api/events/append.ts'
import { demoBoard } from '../../api/demo/board.ts'
import type { BoardFile } from '../../api/access/import-board.ts'
import { demoPersonas, type DemoPersona } from '../../shared/access/session-view.ts'
import { v7 } from 'uuid'
import { questionsFor, type Module, type TrainingRole } from '../../shared/training/module.ts'
import type { AnswerIn } from '../../shared/training/training-views.ts'
import type { Office } from './office.ts'

/** The person behind a persona of the demo's board. */
export const personIdOf = (persona: DemoPersona): string => demoBoard.people[demoPersonas.indexOf(persona)]?.personId ?? ''

/** The demo's board with so many people more: enough that an offer points at nobody. */
export const largerBoard = (more = 3): BoardFile => ({
  ...demoBoard,
  people: [
    ...demoBoard.people,
    ...Array.from({ length: more }, (_, n) => ({ name: `Wim Wijk ${n}`, email: `wim${n}@waterlelie.example`, lang: 'nl' as const, roles: [] })),
  ],
})

/** The dice are the last twelve digits of an id: with 0 in front they fall low, with f high. */
export const idsThrowing = (first: string) => () => v7().replace(/.(?=.{11}$)/, first)

/** Closes an incident as the verb of closing will: the row, and the event that sets the rest in motion, by somebody of the team who sees it. */
export async function closeIncident(o: Pick<Office, 'deps' | 'now' | 'sql'>, incidentId: string): Promise<void> {
  await o.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [incidentId, o.now()])
  const { organisationId } = demoBoard
  const reader = { organisationId, personId: personIdOf('chair'), seats: ['chair'], at: o.now() }
  await o.deps.db.inBoard(reader, (tx) => append(o.deps, tx, system, { type: 'incident.closed', subjectId: incidentId, incidentId, facts: {} }))
}

/** What somebody sends who does a whole module and takes the first option each time. */
export const answersTo = (module: Module, role: TrainingRole, answeredAt: string): AnswerIn[] =>
  questionsFor(module, role).map(({ id: questionId }) => ({
    ...{ id: v7(), moduleId: module.id, moduleVersion: module.version, questionId },
    ...{ optionId: 'a', role, practice: false, answeredAt },
  }))
