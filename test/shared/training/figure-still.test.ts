import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeLines, sharesOf, type GroupFacts } from '../../../shared/training/figures.ts'
import type { FigureLine } from '../../../shared/training/figure-views.ts'
import { histories, play } from './figure-world.ts'

type Weeks = ReturnType<typeof play>
/** In which week somebody finished the one module there is, by learner id. */
type Done = ReadonlyMap<string, number>
const moduleIds = ['spot-it']

/** What the office publishes week by week, with what it remembers of each group. `naive`: it goes on counting whoever is left. */
function reports(weeks: Weeks, done: Done, { naive = false } = {}): FigureLine[][] {
  const said = new Map<string, Record<string, number>>()
  return weeks.map(({ groups, floor }, week) => {
    const facts = groups.map((group): GroupFacts => {
      const count = group.members.filter((id) => (done.get(id) ?? Infinity) <= week).length
      const shown = naive ? { ...group, here: group.members.length } : group
      return { ...shown, finished: new Map([['spot-it', count]]), ideas: new Map(), said: said.get(group.members[0]!) ?? {} }
    })
    for (const group of facts) said.set(group.members[0]!, sharesOf(group, moduleIds))
    return makeLines(facts, { floor, moduleIds, missed: { kind: 'count' } })
  })
}

/** From which week on too few of somebody's group are still there, for whom that is so. */
function tooFewSince(weeks: Weeks): Map<string, number> {
  const since = new Map<string, number>()
  for (const [week, { groups }] of weeks.entries())
    for (const { members, here, floor } of groups) if (here < floor) for (const id of members) since.set(id, since.get(id) ?? week)
  return since
}

/** The same weeks in which nobody of such a group finished anything any more. */
function withoutTheFew(weeks: Weeks, done: Done): Done {
  const since = tooFewSince(weeks)
  return new Map([...done].filter(([id, week]) => week < (since.get(id) ?? Infinity)))
}

it('has for every history of bands an explanation in which nobody of a group with too few people left did anything', () => {
  let few = 0
  fc.assert(
    fc.property(histories, fc.array(fc.nat(12), { minLength: 60, maxLength: 60 }), (history, when) => {
      const weeks = play(history)
      const done = new Map(weeks.at(-1)!.people.map(({ learnerId }, at) => [learnerId, when[at] ?? 0]))
      const other = withoutTheFew(weeks, done)
      few += other.size < done.size ? 1 : 0
      expect(reports(weeks, other)).toEqual(reports(weeks, done))
    }),
    { numRuns: 200 },
  )
  expect(few).toBeGreaterThan(20)
})

it('would show what the last one of a group does where the others are counted on, although his line has enough people', () => {
  const start = Array.from({ length: 22 }, (_, at) => ({ school: at < 12 ? 0 : 1, role: 0 }))
  const steps = Array.from({ length: 11 }, (_, who) => ({ kind: 'leave', who, school: 0, role: 0 }) as const)
  const weeks = play({ start, weeks: [[], steps, [], []].map((all) => ({ floor: 10, steps: all })) })
  const last = weeks.at(-1)!
  expect(last.groups.map(({ members, here }) => [members.length, here])).toEqual([
    [12, 1],
    [10, 10],
  ])
  // However many of the others had finished before they left.
  const before = Array.from({ length: 12 }, (_, count): Done => new Map(Array.from({ length: count }, (_none, at) => [last.groups[0]!.members[at]!, 0])))
  const shows = (done: Done, how: object) =>
    JSON.stringify(reports(weeks, new Map([...done, ['learner-011', 2]]), how)) !== JSON.stringify(reports(weeks, done, how))
  expect(before.some((done) => shows(done, { naive: true }))).toBe(true)
  expect(before.some((done) => shows(done, {}))).toBe(false)
})
