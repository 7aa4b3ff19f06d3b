import { reactive } from 'vue'
import type { Option } from '../../shared/training/module.ts'

/** What was chosen, and whether the device has it: a moment passes between the two. */
export type Choice = { optionId: Option['id']; kept: 'keeping' | 'kept' | 'notKept' }

/**
 * What somebody chose since this page was opened, so that going back shows it. It lies in memory alone: on the device an answer
 * is sealed, and gone once the office has it. `before`: answered in an earlier visit or elsewhere, seen as long as this sitting lasts ·
 * `again`: a finished module that was begun anew.
 */
export type Sitting = { choices: Record<string, Choice>; before: string[]; again: boolean }

export const newSitting = (): Sitting => ({ choices: {}, before: [], again: false })
const sittings = new Map<string, Sitting>()

/** The sitting of one person at one board, of a module or of practice; nobody finds another's. */
export function sittingOf(identityId: string | null, organisationId: string | null, what: string): Sitting {
  const key = [identityId, organisationId, what].join(' ')
  const found = sittings.get(key) ?? reactive<Sitting>(newSitting())
  sittings.set(key, found)
  return found
}

/** Begins anew: nothing was chosen yet. */
export const startOver = (sitting: Sitting): void => void Object.assign(sitting, newSitting(), { again: true })

/** What the office counts as answered, kept as long as the sitting: a module that is finished counts from nothing again. */
export function seen(sitting: Sitting, progress: readonly string[]): void {
  const more = progress.filter((id) => !sitting.before.includes(id))
  if (more.length > 0) sitting.before = [...sitting.before, ...more]
}

/** `valid`: it was finished, and that still counts. */
type Standing = Readonly<{ asked: readonly { id: string }[]; sitting: Readonly<Sitting>; valid: boolean }>

const untouched = ({ choices, before, again }: Readonly<Sitting>) => !again && before.length === 0 && Object.keys(choices).length === 0

/** The place of the first question that was not answered yet; -1: none. A question that an update brought has to be answered, one that it took is not missed. */
const firstOpen = ({ asked, sitting }: Standing): number => asked.findIndex(({ id }) => !sitting.choices[id] && !sitting.before.includes(id))

/** Where a sitting opens or goes on: a place from 1 on, or its end. */
export function openAt(standing: Standing): number | 'klaar' {
  const open = firstOpen(standing)
  return open < 0 || (standing.valid && untouched(standing.sitting)) ? 'klaar' : open + 1
}

/** Whether the step in the address can be shown: nobody skips ahead of the first open question, and a finished module opens at its end. */
export function mayShow(step: string, standing: Standing): boolean {
  const open = openAt(standing)
  if (step === 'klaar' || (standing.valid && untouched(standing.sitting))) return step === open
  const place = Number(step)
  return place >= 1 && place <= (open === 'klaar' ? standing.asked.length : open)
}
