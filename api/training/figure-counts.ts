import type { Instant } from '../../shared/instant.ts'
import { modules } from '../../shared/training/modules.ts'
import { ownQuestionId } from '../../shared/training/own-question.ts'
import type { BoardTx } from '../db/open.ts'
import { findAnswered, findFinished, findOwnQuestions } from './figure-store.ts'

type Group = { id: string; members: readonly string[] }
/** Per group: how many finished each module. */
type FinishedCounts = ReadonlyMap<string, ReadonlyMap<string, number>>
/** Per group and idea: how many people answered a question about it, and how many of them missed it at least once. */
export type IdeaCounts = ReadonlyMap<string, ReadonlyMap<string, { answered: number; missed: number }>>

const groupOf = (groups: readonly Group[]) => new Map(groups.flatMap(({ id, members }) => members.map((learnerId) => [learnerId, id] as const)))

/** Counts people of groups who finished a module since then, each once. */
export async function countFinished(tx: BoardTx, groups: readonly Group[], since: Instant): Promise<FinishedCounts> {
  const [placeOf, counts] = [groupOf(groups), new Map<string, Map<string, number>>()]
  for (const { learnerId, moduleId } of await findFinished(tx, since)) {
    const groupId = placeOf.get(learnerId)
    if (groupId === undefined) continue
    const here = counts.get(groupId) ?? new Map<string, number>()
    counts.set(groupId, here.set(moduleId, (here.get(moduleId) ?? 0) + 1))
  }
  return counts
}

/** Counts people of groups who answered in this period, and who missed, per idea; what belongs to a hidden module is left out. */
export async function countIdeas(
  tx: BoardTx,
  groups: readonly Group[],
  period: { from: Instant; to: Instant },
  hidden: readonly string[],
): Promise<IdeaCounts> {
  const [placeOf, ideaOf] = [groupOf(groups), await ideasByQuestion(tx)]
  const perPerson = new Map<string, { groupId: string; idea: string; missed: boolean }>()
  for (const { learnerId, moduleId, questionId, missed } of await findAnswered(tx, period)) {
    const [groupId, idea] = [placeOf.get(learnerId), ideaOf.get(questionId)]
    if (groupId === undefined || idea === undefined || hidden.includes(moduleId)) continue
    const key = `${learnerId} ${idea}`
    perPerson.set(key, { groupId, idea, missed: missed || perPerson.get(key)?.missed === true })
  }
  const counts = new Map<string, Map<string, { answered: number; missed: number }>>()
  for (const { groupId, idea, missed } of perPerson.values()) {
    const here = counts.get(groupId) ?? new Map<string, { answered: number; missed: number }>()
    const known = here.get(idea) ?? { answered: 0, missed: 0 }
    counts.set(groupId, here.set(idea, { answered: known.answered + 1, missed: known.missed + (missed ? 1 : 0) }))
  }
  return counts
}

/** What each question is about: those of the modules and the board's own. */
async function ideasByQuestion(tx: BoardTx): Promise<ReadonlyMap<string, string>> {
  const own = (await findOwnQuestions(tx)).map(({ id, content }) => [ownQuestionId(id), content.idea] as const)
  return new Map<string, string>([...modules.flatMap(({ questions }) => questions.map(({ id, idea }) => [id, idea] as const)), ...own])
}
