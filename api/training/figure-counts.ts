import type { Instant } from '../../shared/instant.ts'
import type { GroupFacts } from '../../shared/training/figures.ts'
import { modules } from '../../shared/training/modules.ts'
import { ownQuestionId } from '../../shared/training/own-question.ts'
import type { BoardTx } from '../db/open.ts'
import { countFinished, countIdeas, findOwnQuestions } from './figure-store.ts'

type Counts = Pick<GroupFacts, 'finished' | 'ideas'>
type Counted = {
  schoolYear: number
  /** when the school year began */
  since: Instant
  /** the four weeks whose answers are counted; null: none now */
  period: { from: Instant; to: Instant } | null
  hidden: readonly string[]
}

/** What is known of each group, before anything is cut off; what belongs to a hidden module is left out of the ideas. */
export async function countGroups(tx: BoardTx, { schoolYear, since, period, hidden }: Counted): Promise<(groupId: string) => Counts> {
  const finished = Map.groupBy(await countFinished(tx, schoolYear, since), ({ groupId }) => groupId)
  const ideas = Map.groupBy(period ? await countIdeas(tx, schoolYear, period, await ideaByQuestion(tx, hidden)) : [], ({ groupId }) => groupId)
  return (groupId) => ({
    finished: new Map((finished.get(groupId) ?? []).map(({ moduleId, people }) => [moduleId, people])),
    ideas: new Map((ideas.get(groupId) ?? []).map(({ idea, answered, missed }) => [idea, { answered, missed }])),
  })
}

/** What each question is about: those of the modules and the board's own. */
async function ideaByQuestion(tx: BoardTx, hidden: readonly string[]): Promise<Record<string, string>> {
  const ours = modules.flatMap(({ id: moduleId, questions }) => questions.map(({ id, idea }) => ({ moduleId, id, idea: idea as string })))
  const own = (await findOwnQuestions(tx)).map(({ id, moduleId, content }) => ({ moduleId, id: ownQuestionId(id), idea: content.idea }))
  return Object.fromEntries([...ours, ...own].filter(({ moduleId }) => !hidden.includes(moduleId)).map(({ id, idea }) => [id, idea]))
}
