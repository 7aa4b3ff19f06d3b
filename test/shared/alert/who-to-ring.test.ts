import { describe, expect, it } from 'vitest'
import { appointStage, glassStage, letBackStage, questionStage, readStage, recusalStage, ringStage } from '../../../shared/alert/stage.ts'
import { ladderFor, whoToRing, type Holder } from '../../../shared/alert/who-to-ring.ts'
import { defaultLadder, type LadderRole } from '../../../shared/deadline/ladder.ts'

const holder = (role: LadderRole, personId: string = role, hasDevice = false): Holder => ({ role, personId, identityId: personId, hasDevice })
const everyone = [holder('dpo'), holder('handler'), holder('chair'), holder('headOfIct')]
const names = (holders: Holder[], steps: number[], discreet = false, ladder = defaultLadder) => {
  const { calls, nobody } = whoToRing(ladder, steps, holders, discreet)
  return [nobody, ...calls.map(({ personId }) => personId)]
}

describe('who is rung', () => {
  it('are the holders of the roles of that step, also long after the last one', () => {
    expect(names(everyone, [0])).toEqual([false, 'dpo', 'handler'])
    expect(names(everyone, [2])).toEqual([false, 'chair'])
    expect(names(everyone, [40])).toEqual([false, 'chair', 'headOfIct'])
  })

  it('is each person once, whatever his roles, over all steps that are caught up', () => {
    expect(names([holder('dpo', 'ann'), holder('handler', 'ann'), holder('chair')], [0, 1, 2])).toEqual([false, 'ann', 'chair'])
  })

  it('is the first later step with someone, when there is nobody', () => {
    expect(names([holder('chair'), holder('headOfIct')], [0])).toEqual([true, 'chair'])
    expect(names([holder('headOfIct')], [0])).toEqual([true, 'headOfIct'])
    expect(names([], [0])).toEqual([true])
  })

  it('is nobody where one who kept another away is the only one left', () => {
    const fence = { audience: ['dpo', 'handler', 'chair', 'headOfIct'], recused: ['dpo', 'chair', 'headOfIct'] }
    const ring = (keptAwayBy: string[], recused = fence.recused) => whoToRing(defaultLadder, [0], everyone, false, { ...fence, recused, keptAwayBy })
    expect(ring(['handler'])).toEqual({ calls: [], nobody: true, nobodyLeft: true })
    expect(ring(['dpo'])).toMatchObject({ calls: [{ personId: 'handler' }], nobodyLeft: false })
    expect(ring(['handler'], ['dpo', 'chair'])).toMatchObject({ calls: [{ personId: 'handler' }], nobodyLeft: false })
  })

  it('counts only who has a device when e-mail must stay out, and still keeps the others in sight', () => {
    expect(names([holder('dpo', 'dpo', true), holder('handler'), holder('chair')], [0], true)).toEqual([false, 'dpo', 'handler'])
    expect(names([holder('dpo'), holder('chair'), holder('headOfIct', 'ict', true)], [0], true)).toEqual([true, 'dpo', 'chair', 'ict'])
    expect(names(everyone, [3], true)).toEqual([true, 'chair', 'headOfIct'])
  })

  it('is the chair from the first step on when the report is for the chair, and never dpo or handler', () => {
    const ladder = ladderFor('chair', defaultLadder)
    expect([0, 1, 2, 3, 9].map((step) => names(everyone, [step], false, ladder).slice(1).join())).toEqual([
      'chair',
      'chair',
      'chair',
      'chair,headOfIct',
      'chair,headOfIct',
    ])
    expect(names([holder('dpo'), holder('headOfIct')], [0], false, ladder)).toEqual([true, 'headOfIct'])
    expect(ladderFor('dpo', defaultLadder)).toBe(defaultLadder)
  })
})

describe('a deputy', () => {
  const [recused, team] = [
    (...people: string[]) => ({ audience: ['dpo', 'handler', 'chair', 'headOfIct'], recused: people }),
    [...everyone, { ...holder('dpo', 'dora'), deputy: true }],
  ]
  const rung = (holders: Holder[], steps: number[], fence = recused()) =>
    whoToRing(defaultLadder, steps, holders, false, fence).calls.map(({ personId }) => personId)

  it('is rung beside his holder when the role is rung again, and not before', () => {
    expect([rung(team, [0]), rung(team, [1]), rung(team, [2])]).toEqual([['dpo', 'handler'], ['dpo', 'dora', 'handler'], ['chair']])
  })

  it('is rung in the place of a holder who may not know of it, at the same step', () => {
    expect(rung(team, [0], recused('dpo'))).toEqual(['dora', 'handler'])
    expect(rung(team, [0], recused('dpo', 'dora'))).toEqual(['handler'])
  })

  it('is rung at once where nobody holds the role, and also when nobody of any later step is there', () => {
    expect(rung([{ ...holder('dpo', 'dora'), deputy: true }, holder('chair')], [0])).toEqual(['dora'])
    expect(rung([holder('dpo'), { ...holder('dpo', 'dora'), deputy: true }], [3])).toEqual(['dpo', 'dora'])
  })

  it('is not rung for what is not for his role', () => {
    expect(whoToRing(defaultLadder, [0], team, false, { audience: ['chair'], recused: [] })).toMatchObject({ nobody: true, calls: [{ personId: 'chair' }] })
    expect(whoToRing(defaultLadder, [0], everyone, false, recused('dpo', 'handler', 'chair', 'headOfIct'))).toEqual({
      calls: [],
      nobody: true,
      nobodyLeft: true,
    })
  })
})

describe('a stage', () => {
  it('reads as it was written', () => {
    expect([ringStage(0, 0), ringStage(2, 2), ringStage(1, 7)]).toEqual(['ring', 'ring-2', 'ring-1..7'])
    expect(['ring', 'ring-2', 'ring-1..7'].map(readStage)).toEqual([
      { name: 'ring', from: 0, step: 0 },
      { name: 'ring', from: 2, step: 2 },
      { name: 'ring', from: 1, step: 7 },
    ])
    expect([readStage(glassStage('g-1')), readStage(appointStage(3))]).toEqual([{ name: 'glass' }, { name: 'appoint' }])
    expect([readStage(recusalStage('r-1')), readStage(letBackStage('r-1'))]).toEqual([{ name: 'recusal' }, { name: 'letBack' }])
    expect([readStage('received'), readStage('seen'), readStage(questionStage('m-1'))]).toEqual([{ name: 'received' }, { name: 'seen' }, { name: 'question' }])
  })
})
