import type { AnswerIn, MyTraining, MyTrainingChange } from '../../shared/training/training-views.ts'

/** An answer as the player gives it; the store adds id and moment. `right`: what the player said of it, for this device's own cards. */
export type Given = Omit<AnswerIn, 'id' | 'answeredAt'> & { right: boolean | null }

/** What somebody says of himself; the board is the one in use. */
export type Change = Omit<MyTrainingChange, 'organisationId'>

/**
 * How what is shown was come by. `fresh`: the server said it in this visit · `offline`: what this device kept, or nothing but his
 * answers here · `signedOut`: nobody is known here; answers live as long as the page · `none`: he belongs to no board · `failed`:
 * neither server nor device gave anything
 */
export type TrainingState = 'loading' | 'fresh' | 'offline' | 'signedOut' | 'none' | 'failed'

/** Of somebody this device has not heard about yet: nothing done, nothing hidden. */
export const nothingYet = (organisationId: string): MyTraining => ({
  organisationId,
  role: null,
  schoolId: null,
  boardSchoolId: null,
  nudges: true,
  boardNudges: true,
  hidden: [],
  dueOn: null,
  offered: [],
  ownQuestions: [],
  completions: [],
  progress: [],
  sat: [],
  cards: [],
  lists: [],
  consent: null,
  pastConsents: [],
  floor: 10,
})
