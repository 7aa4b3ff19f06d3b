import { questionsFor, type Localised, type Module, type Option, type Question, type TrainingRole } from '../../shared/training/module.ts'
import { ownQuestionId, type OwnQuestionContent } from '../../shared/training/own-question.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'

/** A question as it is asked in a sitting: of ours or of the board's own, and in which version of which module. */
export type Asked = Readonly<{ id: string; moduleId: string; moduleVersion: number; question: Question; own: boolean }>
type Own = MyTraining['ownQuestions'][number]

const both = ({ nl, en }: { nl: string; en: string | null }): Localised => ({ nl, en: en ?? nl })
const asOption = ({ id, text, right, feedback }: OwnQuestionContent['options'][number]): Option => ({ id, text: both(text), right, feedback: both(feedback) })

/** A board writes Dutch first: where it wrote nothing else, that is what one reads. */
function asQuestion({ id, content }: Own): Asked['question'] {
  const [a, b, c] = content.options
  return {
    id: ownQuestionId(id),
    idea: content.idea,
    roles: content.roles,
    scenario: both(content.scenario),
    ask: both(content.ask),
    options: [asOption(a), asOption(b), asOption(c)],
    doNow: both(content.doNow),
    sources: [],
  }
}

/** All that a module asks of a role: its own questions, then the board's (as `askedOf` of shared/training/completion.ts counts them). */
export function askedIn(module: Module, role: TrainingRole, ownQuestions: readonly Own[]): Asked[] {
  const of = { moduleId: module.id, moduleVersion: module.version }
  const ours = questionsFor(module, role).map((question) => ({ ...of, id: question.id, question, own: false }))
  const boards = ownQuestions
    .filter(({ moduleId, content: { roles } }) => moduleId === module.id && (roles === 'all' || roles.includes(role)))
    .map((own) => ({ ...of, id: ownQuestionId(own.id), question: asQuestion(own), own: true }))
  return [...ours, ...boards]
}
