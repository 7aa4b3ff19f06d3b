import { describe, expect, it } from 'vitest'
import { questionStage, readStage, ringStage } from '../../../shared/alert/stage.ts'
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

describe('a stage', () => {
  it('reads as it was written', () => {
    expect([ringStage(0, 0), ringStage(2, 2), ringStage(1, 7)]).toEqual(['ring', 'ring-2', 'ring-1..7'])
    expect(['ring', 'ring-2', 'ring-1..7'].map(readStage)).toEqual([
      { name: 'ring', from: 0, step: 0 },
      { name: 'ring', from: 2, step: 2 },
      { name: 'ring', from: 1, step: 7 },
    ])
    expect([readStage('received'), readStage('seen'), readStage(questionStage('m-1'))]).toEqual([{ name: 'received' }, { name: 'seen' }, { name: 'question' }])
  })
})
