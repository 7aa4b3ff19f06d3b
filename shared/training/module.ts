import type { Idea } from './ideas.ts'
import type { Source } from './sources.ts'

export type Localised = Readonly<{ nl: string; en: string }>

/** What somebody does at school, for the choice of scenarios; nothing to do with the rights of `access`. */
export const trainingRoles = ['teacher', 'administration', 'care', 'caretaker', 'ict', 'schoolLead', 'board'] as const
export type TrainingRole = (typeof trainingRoles)[number]

export const artefactKinds = ['mail', 'shareDialog', 'fileRoom', 'lostStick', 'phishingPage'] as const
export type ArtefactKind = (typeof artefactKinds)[number]

export const partKinds = [
  'from',
  'to',
  'subject',
  'date',
  'body',
  'link',
  'attachment',
  'address',
  'heading',
  'field',
  'choice',
  'button',
  'object',
  'sign',
] as const

/** One thing to look at. `text` is what it says or, of an object, what you see; `clue` is shown in place after the answer. */
export type ArtefactPart = Readonly<{ id: string; what: (typeof partKinds)[number]; text: Localised; clue?: Localised }>

/** The thing itself, as data: a screen draws it so that it can be read aloud in this order. `label` names it. */
export type Artefact = Readonly<{ kind: ArtefactKind; label: Localised; parts: readonly ArtefactPart[] }>

/** An answer one can give; `feedback` says why, of right ones too. */
export type Option = Readonly<{ id: 'a' | 'b' | 'c'; text: Localised; right: boolean; feedback: Localised }>

/** One scenario. Its id keeps its meaning for ever: what changes its idea or its right answer gets a new id. */
export type Question = Readonly<{
  id: string
  idea: Idea
  roles: readonly TrainingRole[] | 'all'
  scenario: Localised
  artefact?: Artefact
  ask: Localised
  options: readonly [Option, Option, Option]
  doNow: Localised
  /** Only where the law leaves room: two options are right, and this says why. */
  bothCanBeRight?: Localised
  sources: readonly Source[]
}>

/** `version` goes up with every change that a reader would notice; `minutes` is how long it takes. */
export type Module = Readonly<{ id: string; version: number; title: Localised; intro: Localised; minutes: number; questions: readonly Question[] }>

export type Grade = Readonly<{ right: boolean; option: Option; feedback: Localised }>

/** What an answer is worth; nothing when the question has no such option (an answer kept from another version). */
export function grade(question: Question, chosenOptionId: string): Grade | undefined {
  const option = question.options.find(({ id }) => id === chosenOptionId)
  return option && { right: option.right, option, feedback: option.feedback }
}

/** A sitting stays within five minutes. */
const mostQuestions = 7

/** The scenarios for one role in the order they are asked: its own first, then everyone’s, seven at most (a content test holds the five at least). Also of a list that knows only ids and roles. */
export function questionsFor<Q extends Pick<Question, 'roles'>>(module: Readonly<{ questions: readonly Q[] }>, role: TrainingRole): readonly Q[] {
  const own = module.questions.filter(({ roles }) => roles !== 'all' && roles.includes(role))
  const everyones = module.questions.filter(({ roles }) => roles === 'all')
  return [...own, ...everyones].slice(0, mostQuestions)
}
