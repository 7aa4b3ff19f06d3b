import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keepOnly } from '../../../web/training/settling.ts'
import { fates, makeSchool, openLearnerTab, type Fate, type LearnerTab } from '../../support/learning-device.ts'
import { webLocks } from '../../support/real-device.ts'

const people = ['noor', 'bas'] as const
type Step =
  | { do: 'answer'; tab: number }
  | { do: 'drain'; tab: number; ahead: Fate[] }
  | { do: 'both'; ahead: Fate[] }
  | { do: 'kill'; ahead: Fate[] }
  | { do: 'sign'; who: number | null; told: boolean }
  | { do: 'leave' }
  | { do: 'wait' }

const tab = fc.nat(1)
const ahead = fc.array(fc.constantFrom(...fates.filter((fate) => fate !== 'never')), { maxLength: 3 })
/** before it left, or between request and answer */
const killedAt = fc.tuple(ahead, fc.constantFrom<Fate>('never', 'lostAfter')).map(([before, last]) => [...before, last])
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), tab }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('drain' as const), tab, ahead }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('both' as const), ahead }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), ahead: killedAt }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sign' as const), who: fc.constantFrom(0, 1, null), told: fc.boolean() }) },
  fc.record({ do: fc.constant('leave' as const) }),
  fc.record({ do: fc.constant('wait' as const) }),
)

/** Two people, one device with two tabs, and a school on a bad line. */
function makeWorld(robbers: boolean) {
  let clock = Date.parse('2026-11-20T07:40:00.000Z')
  const now = () => clock
  const indexedDB = new IDBFactory()
  const school = makeSchool(now)
  const given = new Map<string, string>()
  let tabs: LearnerTab[] = []
  const boot = () => {
    for (const one of tabs) one.kill()
    const lock = webLocks(robbers ? 'steal' : undefined)
    tabs = [0, 1].map(() => openLearnerTab({ school, now, lock, indexedDB, me: school.session }))
  }
  const sign = (who: number | null, told: boolean) => {
    school.session = who === null ? null : people[who]!
    if (told) for (const one of tabs) one.me.id = school.session
  }
  const pass = async (...which: LearnerTab[]) => void (await Promise.all(which.map((one) => one.drain())))

  async function take(move: Step): Promise<void> {
    clock += 1_000
    const here = 'tab' in move ? tabs[move.tab]! : tabs[0]!
    if ('ahead' in move) school.ahead = [...move.ahead]
    switch (move.do) {
      case 'answer': {
        const owner = here.me.id
        const before = new Set(await here.db.answer.toCollection().primaryKeys())
        const { kept } = await here.answer()
        const id = (await here.db.answer.toCollection().primaryKeys()).find((one) => !before.has(one))
        if (kept === 'kept' && owner !== null && id) given.set(id, owner)
        return
      }
      case 'drain':
        return pass(here)
      case 'both':
        return pass(...tabs)
      case 'kill': {
        const [one] = tabs
        // It hangs, or ended; either way the page goes now.
        await Promise.race([pass(one!), new Promise((later) => setTimeout(later, 5))])
        return boot()
      }
      case 'sign':
        return sign(move.who, move.told)
      case 'leave':
        return keepOnly(here.keeping, here.me.id)
      case 'wait':
        clock += 3_600_000
    }
  }

  async function settle(): Promise<void> {
    boot()
    school.ahead = []
    for (const who of [0, 1]) {
      clock += 3_600_000
      sign(who, true)
      await pass(...tabs)
      await pass(tabs[1]!)
    }
    for (const one of tabs) one.kill()
  }
  boot()
  sign(0, true)
  return { take, settle, school, given }
}

it.each([false, true])(
  'has every answer at school once and under its own name, whatever the line, the tabs and the people do (a lock that is stolen: %s)',
  (robbers) =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { take, settle, school, given } = makeWorld(robbers)
        for (const one of steps) await take(one)
        await settle()
        expect(new Map([...school.rows].map(([id, { ownerId }]) => [id, ownerId]))).toEqual(given)
        expect(school.counted).toBe(given.size)
      }),
      { numRuns: 40 },
    ),
)
