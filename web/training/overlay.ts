import { asCounted, askedOf, completionsOf, countsFrom, progressOf, type Counted } from '../../shared/training/completion.ts'
import { inOrder } from '../../shared/training/in-order.ts'
import { foldCards } from '../../shared/training/schedule.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { nothingYet } from './my-training.ts'
import type { Opened } from './on-page.ts'
import { titles, type Title } from './titles.ts'

/**
 * What the server said with what was done here since, as the server will say it: cards, progress, and modules that are finished with the
 * last answer, by the same rule. Such a completion carries that answer's id until the server has counted it itself.
 */
export function withUnsent(organisationId: string, { mine, change, answers }: Opened, now = new Date().toISOString()): MyTraining {
  // What an older app kept, or an older server said, may lack a part.
  const base = { ...nothingYet(organisationId), ...mine }
  const { changeId: _, ...changed } = change ?? { changeId: '' }
  const waiting = answers.filter(({ state }) => state === 'queued').toSorted(inOrder)
  const known = { ...base, ...changed }
  known.schoolId ??= known.boardSchoolId
  // What the office forgets by now, it will not count.
  const sat = known.sat.filter(({ answeredAt }) => answeredAt >= countsFrom(now))
  const sittings = titles.map((title) => sittingOf(title, { ...known, sat }, waiting))
  const finished = sittings.flatMap(({ completion }) => completion ?? [])
  return {
    ...known,
    role: known.role ?? waiting.at(-1)?.role ?? null,
    sat,
    cards: foldCards(
      known.cards,
      waiting.map(({ right, ...answer }) => ({ ...answer, correct: right })),
    ),
    progress: sittings.flatMap(({ moduleId, questionIds }) => (questionIds.length > 0 ? [{ moduleId, questionIds }] : [])),
    completions: [...known.completions.filter((one) => !finished.some(({ moduleId }) => one.moduleId === moduleId)), ...finished],
  }
}

/** How far somebody is in one module, and whether that is all of it for the role of his newest answer. */
function sittingOf(title: Title, mine: MyTraining, waiting: readonly Counted[]) {
  const { id: moduleId, version: moduleVersion } = title
  const since = mine.completions.find((one) => one.moduleId === moduleId)?.completedAt ?? null
  const sitting = { moduleId, answers: [...mine.sat.map(asCounted), ...waiting], since }
  const newest = waiting.findLast((one) => one.moduleId === moduleId && !one.practice)
  const done = newest && completionsOf({ ...sitting, asked: (role) => askedOf(title, role, mine.ownQuestions) }).at(-1)
  const questionIds = progressOf({ ...sitting, since: done?.completedAt ?? since })
  return { moduleId, questionIds, completion: done ? { id: newest.id, moduleId, moduleVersion, ...done } : undefined }
}
