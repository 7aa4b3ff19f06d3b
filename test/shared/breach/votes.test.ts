import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  choices,
  countVotes,
  decisionPaths,
  groundsFor,
  mayDecideBy,
  questions,
  votingSeats,
  type Ballot,
  type Choice,
  type Vote,
} from '../../../shared/breach/votes.ts'
import { teamRoles } from '../../../shared/access/fence.ts'

const vote = (seat: Vote['seat'], outcome: Choice, changes: Partial<Vote> = {}): Vote => ({ personId: seat, seat, outcome, ground: null, ...changes })
const ballot = (changes: Partial<Ballot> = {}): Ballot => ({ question: 'authority', path: 'team', fgVotes: true, recused: [], ...changes })
const pair = ballot({ question: 'breach', path: 'pair' })

it('lets chair and officer together decide whether it is a breach, and the chair where they differ, also for the lighter side', () => {
  expect(countVotes([vote('chair', 'breach'), vote('dpo', 'breach')], pair)).toMatchObject({ outcome: 'breach', why: 'together' })
  expect(countVotes([vote('chair', 'incidentOnly'), vote('dpo', 'breach')], pair)).toMatchObject({ outcome: 'incidentOnly', why: 'chair' })
  expect(countVotes([vote('chair', 'breach')], pair)).toMatchObject({ missing: ['dpo'] })
  expect(countVotes([vote('dpo', 'breach'), vote('headOfIct', 'breach')], pair)).toMatchObject({ missing: ['chair'] })
})

it('asks two of the three for anything else: a majority decides, and a tie takes the protective branch', () => {
  expect(countVotes([vote('dpo', 'notRequired')], ballot())).toMatchObject({ missing: ['chair', 'headOfIct'] })
  expect(countVotes([vote('dpo', 'notRequired'), vote('headOfIct', 'notRequired')], ballot())).toMatchObject({ outcome: 'notRequired', why: 'majority' })
  expect(countVotes([vote('dpo', 'notRequired'), vote('chair', 'notify')], ballot())).toMatchObject({ outcome: 'notify', why: 'tie' })
  expect(countVotes([vote('dpo', 'notRequired'), vote('chair', 'notify'), vote('headOfIct', 'notRequired')], ballot())).toMatchObject({
    outcome: 'notRequired',
    why: 'majority',
  })
  const three = [
    vote('dpo', 'notRequired', { ground: 'encryption' }),
    vote('chair', 'postpone', { ground: 'investigation' }),
    vote('headOfIct', 'publicNotice'),
  ]
  expect(countVotes(three, ballot({ question: 'subjects' }))).toMatchObject({ outcome: 'publicNotice', why: 'tie' })
})

it('lets only incident-or-breach be decided by two, and gives the handler the third vote where the officer has none', () => {
  expect(questions.filter((question) => mayDecideBy(question, 'pair'))).toEqual(['breach'])
  expect(votingSeats('pair', false)).toEqual(['chair', 'handler'])
  const votes = [vote('dpo', 'notRequired'), vote('handler', 'notRequired'), vote('chair', 'notify')]
  expect(countVotes(votes, ballot({ fgVotes: false }))).toMatchObject({ outcome: 'notify', why: 'tie', counting: ['chair', 'handler'] })
  expect(countVotes(votes.slice(0, 2), ballot({ fgVotes: false }))).toMatchObject({ missing: ['chair', 'headOfIct'] })
})

it('counts the vote of whoever holds a seat before his deputy’s, and nobody in two seats', () => {
  const deputy = vote('dpo', 'notRequired', { personId: 'dora', deputy: true })
  expect(countVotes([deputy, vote('chair', 'notRequired')], ballot())).toMatchObject({ outcome: 'notRequired' })
  expect(countVotes([deputy, vote('dpo', 'notify'), vote('chair', 'notRequired')], ballot())).toMatchObject({ outcome: 'notify', why: 'tie' })
  expect(countVotes([vote('chair', 'notRequired'), vote('headOfIct', 'notRequired', { personId: 'chair' })], ballot())).toMatchObject({
    missing: ['dpo', 'headOfIct'],
  })
})

it('takes the ground most of them gave, and the one that asks more where they differ evenly', () => {
  const on = ballot({ question: 'subjects' })
  const not = (seat: Vote['seat'], ground: Vote['ground']) => vote(seat, 'notRequired', { ground })
  expect(countVotes([not('chair', 'encryption'), not('dpo', 'encryption'), not('headOfIct', 'overriding')], on)).toMatchObject({ ground: 'encryption' })
  expect(countVotes([not('chair', 'encryption'), not('dpo', 'overriding')], on)).toMatchObject({ ground: 'overriding' })
})

const ballots = fc.record({
  question: fc.constantFrom(...questions),
  fgVotes: fc.boolean(),
  team: fc.boolean(),
  cast: fc.array(
    fc.record({
      personId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      seat: fc.constantFrom(...teamRoles),
      deputy: fc.boolean(),
      at: fc.nat(),
      ground: fc.nat(),
    }),
    { maxLength: 6 },
  ),
  recused: fc.subarray(['a', 'b', 'c', 'd', 'e']),
})
type Drawn = Parameters<Parameters<typeof ballots.map>[0]>[0]

/** One vote a person, as the verb keeps them. */
function drawn({ question, fgVotes, team, cast, recused }: Drawn): { votes: Vote[]; on: Ballot } {
  const path = mayDecideBy(question, 'pair') && !team ? decisionPaths[0] : decisionPaths[1]
  const votes = cast.map(({ personId, seat, deputy, at, ground }): Vote => {
    const outcome = choices[question][at % choices[question].length]!
    const grounds = groundsFor(question, outcome)
    return { personId, seat, deputy, outcome, ground: grounds[ground % Math.max(1, grounds.length)] ?? null }
  })
  return { votes: [...new Map(votes.map((one) => [one.personId, one])).values()], on: { question, path, fgVotes, recused } }
}

it('comes to the same whatever the order of the votes', () => {
  fc.assert(
    fc.property(ballots, fc.infiniteStream(fc.nat()), (given, dice) => {
      const { votes, on } = drawn(given)
      const shuffled = votes.map((one) => ({ one, by: dice.next().value as number })).toSorted((a, b) => a.by - b.by)
      expect(
        countVotes(
          shuffled.map(({ one }) => one),
          on,
        ),
      ).toEqual(countVotes(votes, on))
    }),
    { numRuns: 200 },
  )
})

it('never counts who is recused, never less than two, and in a tie nobody voted for more than what comes out', () => {
  fc.assert(
    fc.property(ballots, (given) => {
      const { votes, on } = drawn(given)
      const counted = countVotes(votes, on)
      expect(counted).toEqual(
        countVotes(
          votes.filter(({ personId }) => !on.recused.includes(personId)),
          on,
        ),
      )
      expect(counted.counting.filter((id) => on.recused.includes(id))).toEqual([])
      if (!('outcome' in counted)) return
      expect(new Set(counted.counting).size).toBeGreaterThanOrEqual(2)
      const order: readonly Choice[] = choices[on.question]
      const theirs = votes.filter(({ personId }) => counted.counting.includes(personId)).map(({ outcome }) => order.indexOf(outcome))
      if (counted.why === 'tie') expect(order.indexOf(counted.outcome)).toBe(Math.max(...theirs))
      expect(theirs).toContain(order.indexOf(counted.outcome))
    }),
    { numRuns: 200 },
  )
})
