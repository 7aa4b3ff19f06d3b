import type { Instant } from '../../shared/instant.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import type { Change, Given } from './my-training.ts'
import type { AnswerState } from './training-db.ts'

/** An answer that was given here. */
export type Answer = Given & { id: string; organisationId: string; ownerId: string | null; answeredAt: Instant; queuedAt: number; state: AnswerState }
/** `changeId`: of this change, so that a later one is not taken for it */
export type Changed = Change & { changeId: string }
export type Key = Readonly<{ ownerId: string | null; organisationId: string }>
/** What lies here of one person at one board. */
export type Opened = { answers: Answer[]; mine: MyTraining | null; change: Changed | null }

const nameOf = ({ ownerId, organisationId }: Key) => `${ownerId ?? ''}/${organisationId}`

/** What no disk would take, and what somebody answers whom nobody knows: it lives as long as the page. */
export function makePage() {
  const answers = new Map<string, Answer>()
  const mine = new Map<string, MyTraining>()
  const changes = new Map<string, Changed>()
  /** what the server has of what the disk still calls waiting, because it took no note of it */
  const sent = new Set<string>()
  const listeners = new Set<() => void>()
  const told = () => listeners.forEach((listener) => listener())
  return {
    of: (key: Key): Opened => ({
      answers: [...answers.values()].filter((one) => nameOf(one) === nameOf(key)),
      mine: mine.get(nameOf(key)) ?? null,
      change: changes.get(nameOf(key)) ?? null,
    }),
    isSent: (id: string) => sent.has(id),
    /** where this person has something to send */
    boardsOf: (ownerId: string) => [
      ...[...answers.values()].filter((one) => one.ownerId === ownerId && one.state === 'queued').map((one) => one.organisationId),
      ...[...changes.keys()].flatMap((name) => (name.startsWith(`${ownerId}/`) ? [name.slice(ownerId.length + 1)] : [])),
    ],
    addAnswer: (answer: Answer) => {
      answers.set(answer.id, answer)
      told()
    },
    addChange: (key: Key, change: Changed) => {
      changes.set(nameOf(key), { ...changes.get(nameOf(key)), ...change })
      told()
    },
    putMine: (key: Key, now: MyTraining) => {
      mine.set(nameOf(key), now)
      told()
    },
    /** it lies on the disk again, newer */
    dropMine: (key: Key) => void mine.delete(nameOf(key)),
    settle: (ids: readonly string[], state: 'sent' | 'aside' | 'erased') => {
      for (const id of ids) {
        const one = answers.get(id)
        if (state === 'erased') answers.delete(id)
        else if (one) answers.set(id, { ...one, state })
        if (state === 'sent') sent.add(id)
      }
      told()
    },
    dropChange: (key: Key, changeId: string) => {
      if (changes.get(nameOf(key))?.changeId === changeId) changes.delete(nameOf(key))
      told()
    },
    /** What is of anybody else than this person, also of nobody: another has come to the page. */
    keepOnly: (ownerId: string | null) => {
      for (const [id, one] of answers) if (one.ownerId !== ownerId) answers.delete(id)
      for (const map of [mine, changes]) for (const name of map.keys()) if (!name.startsWith(`${ownerId ?? ''}/`)) map.delete(name)
      told()
    },
    onTold: (listener: () => void) => {
      listeners.add(listener)
      return (): void => void listeners.delete(listener)
    },
  }
}
export type Page = ReturnType<typeof makePage>
