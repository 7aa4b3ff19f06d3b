import { v7 } from 'uuid'
import { demoBoard } from '../../api/demo/board.ts'
import { minutes, plus, type Instant } from '../../shared/instant.ts'
import { questionsFor, type Module, type Question, type TrainingRole } from '../../shared/training/module.ts'
import { modules } from '../../shared/training/modules.ts'
import type { AnswerIn, AnswersKept, MyTraining } from '../../shared/training/training-views.ts'
import type { withCookie } from './office.ts'

type Client = ReturnType<typeof withCookie>

export const personalData = modules[0]!
const board = demoBoard.organisationId

/** One answer to this question, the right one unless said otherwise. */
export function answerTo(
  module: Module,
  question: Pick<Question, 'id' | 'options'>,
  answeredAt: Instant,
  changes: Partial<AnswerIn> & { right?: boolean } = {},
): AnswerIn {
  const { right = true, ...rest } = changes
  const optionId = question.options.find((option) => option.right === right)!.id
  const fixed = { id: v7(), moduleId: module.id, moduleVersion: module.version, questionId: question.id, optionId }
  return { ...fixed, role: 'teacher', practice: false, answeredAt, ...rest }
}

/** All that a module asks of a role, answered right, a minute apart. */
export const sitting = (answeredAt: Instant, role: TrainingRole = 'teacher', module = personalData): AnswerIn[] =>
  questionsFor(module, role).map((question, at) => answerTo(module, question, plus(answeredAt, minutes(at)), { role }))

export async function send(client: Client, sentAt: Instant, answers: readonly AnswerIn[], status = 200): Promise<AnswersKept> {
  const answer = await client.post('/training/answers', { organisationId: board, sentAt, answers })
  if (answer.status !== status) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<AnswersKept>
}

export const mine = async (client: Client): Promise<MyTraining> => (await (await client.get(`/training?organisationId=${board}`)).json()) as MyTraining
