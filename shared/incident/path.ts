import type { Tracks } from './tracks.ts'

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

/** What the path is read from; `judged`: all that follows from incident-or-breach was decided. */
export type OnPath = { acknowledged: boolean; closed: boolean; factsKnown: boolean; judged: boolean; tracks: Tracks; entryComplete: boolean }

/** How far a case is at each step. What follows from a decision waits for it; the people who are told beside stay open until it is closed. */
export function pathOf({ acknowledged, closed, factsKnown, judged, tracks, entryComplete }: OnPath): Record<PathStep, StepState> {
  const { authority, people } = tracks
  return {
    report: acknowledged || closed ? 'done' : 'open',
    facts: factsKnown || judged ? 'done' : 'open',
    judgement: judged ? 'done' : factsKnown ? 'open' : 'waiting',
    authority: authority.state === 'notNeeded' ? 'notNeeded' : authority.final ? 'done' : authority.state === 'undecided' ? 'waiting' : 'open',
    people: people.state === 'notNeeded' ? 'notNeeded' : people.final ? 'done' : people.state === 'undecided' ? 'waiting' : 'open',
    others: closed ? 'done' : 'open',
    register: entryComplete ? 'done' : judged ? 'open' : 'waiting',
  }
}
