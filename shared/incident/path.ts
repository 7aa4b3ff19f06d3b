/** The path of a case through the house (look.md). The word in the address is the Dutch one, as people read it aloud. */
export const pathSteps = ['report', 'facts', 'judgement', 'authority', 'people', 'others', 'register'] as const
export type PathStep = (typeof pathSteps)[number]

/** `waiting`: it follows from a step before it; `notNeeded`: it was decided that it need not be. */
export const stepStates = ['done', 'open', 'waiting', 'notNeeded'] as const
export type StepState = (typeof stepStates)[number]

/** Where a step stands in the address; the report is the dossier's own. */
export const stepWords = {
  report: '',
  facts: 'feiten',
  judgement: 'oordeel',
  authority: 'ap',
  people: 'betrokkenen',
  others: 'anderen',
  register: 'register',
} as const satisfies Record<PathStep, string>

/** The step of a word in the address; the report where it is none. */
export const stepOf = (word: unknown): PathStep => pathSteps.find((step) => stepWords[step] === word) ?? 'report'
