import { askedOf, validUntil } from '../../shared/training/completion.ts'
import { compare, inOrder } from '../../shared/training/in-order.ts'
import { foldCards } from '../../shared/training/schedule.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { nothingYet } from './my-training.ts'
import type { Answer, Opened } from './on-page.ts'
import { titles, type Title } from './titles.ts'

type Completion = MyTraining['completions'][number]

/**
 * What the server said with what was done here since, as the server will say it: cards, progress, and a module that is finished with
 * the last answer. Such a completion carries that answer's id until the server has counted it itself.
 */
export function withUnsent(organisationId: string, { mine, change, answers }: Opened): MyTraining {
  // What an older app kept, or an older server said, may lack a part.
  const base = { ...nothingYet(organisationId), ...mine }
  const { changeId: _, ...changed } = change ?? { changeId: '' }
  const waiting = answers.filter(({ state }) => state === 'queued').toSorted(inOrder)
  const known = { ...base, ...changed }
  known.schoolId ??= known.boardSchoolId
  if (waiting.length === 0) return known
  const sittings = titles.map((title) => sittingOf(title, known, waiting))
  const finished = sittings.flatMap(({ completion }) => completion ?? [])
  const isFinished = (moduleId: string) => finished.some((one) => one.moduleId === moduleId)
  return {
    ...known,
    role: known.role ?? waiting.at(-1)?.role ?? null,
    cards: foldCards(
      known.cards,
      waiting.map(({ right, ...answer }) => ({ ...answer, correct: right })),
    ),
    progress: sittings.flatMap(({ moduleId, questionIds }) => (questionIds.length > 0 && !isFinished(moduleId) ? [{ moduleId, questionIds }] : [])),
    completions: [...known.completions.filter(({ moduleId }) => !isFinished(moduleId)), ...finished],
  }
}

/** How far somebody is in one module, and whether that is all of it for the role of his newest answer. */
function sittingOf(title: Title, mine: MyTraining, waiting: readonly Answer[]) {
  const moduleId = title.id
  const since = mine.completions.find((one) => one.moduleId === moduleId)?.completedAt ?? null
  const given = waiting.filter((one) => one.moduleId === moduleId && !one.practice && (since === null || one.answeredAt > since))
  const before = mine.progress.find((one) => one.moduleId === moduleId)?.questionIds ?? []
  const questionIds = [...new Set([...before, ...given.map(({ questionId }) => questionId)])]
  const newest = given.at(-1)
  const needed = newest ? askedOf(title, newest.role, mine.ownQuestions) : []
  const isFinished = newest !== undefined && needed.every((id) => questionIds.includes(id))
  return { moduleId, questionIds, completion: isFinished ? completionOf(title, given, needed, newest) : undefined }
}

function completionOf({ id: moduleId, version: moduleVersion }: Title, given: readonly Answer[], needed: readonly string[], newest: Answer): Completion {
  const first = needed.flatMap((id) => given.find(({ questionId }) => questionId === id)?.answeredAt ?? [])
  const completedAt = first.toSorted(compare).at(-1) ?? newest.answeredAt
  return { id: newest.id, moduleId, moduleVersion, completedAt, validUntil: validUntil(completedAt) }
}
