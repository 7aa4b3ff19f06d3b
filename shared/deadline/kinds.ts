/**
 * Every term that runs on an incident, on the one engine (clock.md "What stops it"). `authority`: the 72 hours of GDPR 33, and the second
 * term of a new fact; `supplement`: what is added to what was filed; `communication`: the planned time of telling people (GDPR 34);
 * `promise`: a date promised to the authority or to people; `postponement`: the end of leave not to tell yet; `authorityQuestion`: an answer
 * the authority waits for; `retryFiling`: the form could not be reached and is tried again; `callChair` and `callHeadOfIct`: the two calls of protocol 2; `progress`: somebody took it up, and did nothing yet.
 */
export const deadlineKinds = [
  'authority',
  'supplement',
  'communication',
  'promise',
  'postponement',
  'authorityQuestion',
  'retryFiling',
  'callChair',
  'callHeadOfIct',
  'progress',
] as const
export type DeadlineKind = (typeof deadlineKinds)[number]

/** Those a person plans, moves and ends himself. */
export const plannedKinds = ['supplement', 'communication', 'promise', 'postponement', 'authorityQuestion'] as const satisfies readonly DeadlineKind[]
export type PlannedKind = (typeof plannedKinds)[number]

/** The calls that follow from taking a report up, and whom they are to. */
export const callKinds = { callChair: 'chair', callHeadOfIct: 'headOfIct' } as const

/** Where nothing runs any more that could need someone. */
export const noNeed = '9999-12-31T23:59:59.999Z'

/**
 * What ended the term of the authority. `filedLate`: after the full hour that Regulation 1182/71 leaves; `notRequired`, `noBreach` and
 * `outOfScope` are decisions (clock.md "What stops it");
 * `joined`: it runs on another incident now.
 */
export const termOutcomes = ['filed', 'filedLate', 'notRequired', 'noBreach', 'outOfScope', 'joined', 'erased'] as const
export type TermOutcome = (typeof termOutcomes)[number]

/** Those that were decided: a new fact opens a second term after them, and a new decision may let the same one run on. */
export const decidedOutcomes = ['notRequired', 'noBreach', 'outOfScope'] as const satisfies readonly TermOutcome[]
export const isDecided = (outcome: string | null | undefined): boolean => (decidedOutcomes as readonly string[]).includes(outcome ?? '')
