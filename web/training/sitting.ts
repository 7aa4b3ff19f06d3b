import { reactive } from 'vue'
import type { Instant } from '../../shared/instant.ts'
import type { Option } from '../../shared/training/module.ts'

/** What was chosen, and whether the device has it. What we say to it waits for that; `slow`: no longer, the device takes its time. */
export type Choice = { optionId: Option['id']; kept: 'keeping' | 'slow' | 'kept' | 'notKept' }
export type Choices = Record<string, Choice>

/**
 * What this page saw of a sitting. `choices`: made on this page · `before`: answered earlier or elsewhere, remembered as long as the
 * page, for a module that is finished counts from nothing again · `againSince`: a finished module that was begun anew, and when.
 */
export type Sitting = { choices: Choices; before: string[]; againSince: Instant | null }

export const newSitting = (againSince: Instant | null = null): Sitting => ({ choices: {}, before: [], againSince })
const sittings = new Map<string, Sitting>()

/** The sitting of one person at one board, of a module or of practice; nobody finds another's. */
export function sittingOf(identityId: string | null, organisationId: string | null, what: string): Sitting {
  const key = [identityId, organisationId, what].join(' ')
  const found = sittings.get(key) ?? reactive<Sitting>(newSitting())
  sittings.set(key, found)
  return found
}

/** Begins anew: nothing was chosen yet. */
export const startOver = (sitting: Sitting, now: Instant): void => void Object.assign(sitting, newSitting(now))

/** Remembers what the office counts as answered. */
export function seen(sitting: Sitting, progress: readonly string[]): void {
  const more = progress.filter((id) => !sitting.before.includes(id))
  if (more.length > 0) sitting.before = [...sitting.before, ...more]
}

/** In milliseconds. */
const patience = 1_000

/** Chooses, and has it kept before anything is said to it: who closes the app at the answer has given it. */
export async function keepChoice(choices: Choices, id: string, optionId: Option['id'], keep: () => Promise<'kept' | 'notKept'>): Promise<void> {
  choices[id] = { optionId, kept: 'keeping' }
  const one = choices[id]
  const slow = setTimeout(() => (one.kept = 'slow'), patience)
  one.kept = await keep().catch(() => 'notKept' as const)
  clearTimeout(slow)
}

/** Whether somebody reads what we say to it. */
export const isAnswered = (choice: Choice | undefined): boolean => choice !== undefined && choice.kept !== 'keeping'

type Given = Readonly<{ moduleId: string; questionId: string; optionId: Option['id']; practice: boolean; answeredAt: Instant }>
type Round = Readonly<{ moduleId: string; progress: readonly string[]; completedAt: Instant | null; sitting: Readonly<Sitting> }>

/** What the device still knows of this round, of this page or of one before a reload: of a finished module that is the round that finished it. */
export function choicesOf(given: readonly Given[], { moduleId, progress, completedAt, sitting }: Round): Choices {
  const since = sitting.againSince ?? (progress.length > 0 ? completedAt : null) ?? ''
  const mine = given.filter((one) => one.moduleId === moduleId && !one.practice && one.answeredAt > since)
  const kept = Object.fromEntries(mine.map(({ questionId, optionId }): [string, Choice] => [questionId, { optionId, kept: 'kept' }]))
  return { ...kept, ...sitting.choices }
}

type Standing = Readonly<{
  asked: readonly { id: string }[]
  choices: Readonly<Choices>
  sitting: Readonly<Pick<Sitting, 'before' | 'againSince'>>
  /** it is finished, that still counts, and nothing was answered since */
  rests: boolean
}>

const isKnown = ({ choices, sitting }: Standing, id: string) => choices[id] !== undefined || sitting.before.includes(id)
/** The place of the first question that was not answered yet; -1: none. A question that an update brought has to be answered, one that it took is not missed. */
const firstOpen = (standing: Standing): number => standing.asked.findIndex(({ id }) => !isKnown(standing, id))
const isDone = (standing: Standing) => firstOpen(standing) < 0 || (standing.rests && standing.sitting.againSince === null)

/** Where a sitting opens or goes on: a place from 1 on, or its end. */
export const openAt = (standing: Standing): number | 'klaar' => (isDone(standing) ? 'klaar' : firstOpen(standing) + 1)

/** Whether the step in the address can be shown: what was answered, and of the rest the first; the end when it is done. */
export function mayShow(step: string, standing: Standing): boolean {
  if (step === 'klaar') return isDone(standing)
  const one = standing.asked[Number(step) - 1]
  return one !== undefined && (isKnown(standing, one.id) || Number(step) === openAt(standing))
}
