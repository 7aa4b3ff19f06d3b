import { describe, expect, it } from 'vitest'
import { rolesToAppoint } from '../../../shared/access/fence.ts'
import { appointStage, glassStage, letBackStage, questionStage, readStage, recusalStage, ringStage } from '../../../shared/alert/stage.ts'
import { lacksHandler, ladderFor, whoToRing, type Holder } from '../../../shared/alert/who-to-ring.ts'
import { defaultLadder, type Ladder, type LadderRole } from '../../../shared/deadline/ladder.ts'

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

describe('somebody who is away', () => {
  const away = (role: LadderRole, personId: string = role) => ({ ...holder(role, personId), away: true })
  const dora = { ...holder('dpo', 'dora'), deputy: true }

  it('is not rung where his deputy is there, who is rung from the first step on', () => {
    expect(names([away('dpo'), dora, holder('handler')], [0])).toEqual([false, 'dora', 'handler'])
    expect(names([away('dpo'), dora, holder('handler')], [1])).toEqual([false, 'dora', 'handler'])
  })

  it('is not rung where another holds the same role', () => {
    expect(names([away('dpo'), holder('dpo', 'didi'), holder('handler')], [0])).toEqual([false, 'didi', 'handler'])
  })

  it('is rung all the same where nobody else of his role is there', () => {
    expect(names([away('dpo'), holder('handler')], [0])).toEqual([false, 'dpo', 'handler'])
    expect(names([away('dpo'), { ...dora, away: true }, holder('handler')], [0])).toEqual([false, 'dpo', 'dora', 'handler'])
  })

  it('is rung as well where who sits for him may not know of it, or has nothing to be reached by', () => {
    const ring = (holders: Holder[], discreet: boolean, recused: string[]) =>
      whoToRing(defaultLadder, [2], holders, discreet, { audience: ['chair'], recused }).calls.map(({ personId }) => personId)
    const cora = { ...holder('chair', 'cora'), deputy: true }
    expect(ring([away('chair'), cora], false, ['cora'])).toEqual(['chair'])
    expect(ring([{ ...away('chair'), hasDevice: true }, cora], true, [])).toEqual(['chair', 'cora'])
  })

  it('is rung in another role of his of which nobody else is there', () => {
    expect(names([away('dpo', 'ann'), { ...holder('handler', 'ann'), away: true }, dora], [0])).toEqual([false, 'dora', 'ann'])
  })

  it('counts as there where it is asked whether anybody can handle it', () => {
    const fence = { audience: ['dpo', 'handler', 'chair', 'headOfIct'], recused: [] }
    expect(lacksHandler(defaultLadder, [away('dpo'), holder('chair')], fence)).toBe(false)
    expect(lacksHandler(defaultLadder, [holder('chair')], fence)).toBe(true)
  })
})

describe('somebody whom a step names', () => {
  const ladder: Ladder = [
    { afterMinutes: 0, roles: [], people: ['iris'], channels: ['sms', 'push'] },
    { afterMinutes: 15, roles: ['dpo'], people: ['bram', 'iris', 'gone'], channels: ['push'] },
  ]
  const iris = holder('headOfIct', 'iris')
  const fence = { audience: ['dpo', 'handler', 'chair', 'headOfIct'], recused: [] }

  it('is rung with the others of that step, once; whoever is in no team any more is passed over', () => {
    expect(names([holder('dpo'), holder('chair', 'bram', true), iris], [1], false, ladder)).toEqual([false, 'dpo', 'bram', 'iris'])
  })

  it('is rung in a seat of his own before that of a deputy', () => {
    const seats = [
      { ...holder('dpo', 'iris', true), deputy: true },
      { ...iris, hasDevice: true },
    ]
    expect(whoToRing(ladder, [0], seats, false, fence).calls).toMatchObject([{ personId: 'iris', role: 'headOfIct', channels: ['sms', 'push'] }])
  })

  it('is never rung for what is not for him', () => {
    const others = [holder('dpo', 'dpo', true), { ...iris, hasDevice: true }]
    expect(whoToRing(ladder, [0], others, false, { ...fence, recused: ['iris'] }).calls.map(({ personId }) => personId)).toEqual(['dpo'])
    expect(whoToRing(ladder, [0], others, false, { ...fence, audience: ['dpo'] }).calls.map(({ personId }) => personId)).toEqual(['dpo'])
  })

  it('is stood in for by his deputy while he is away, or by who has the same role, or not at all', () => {
    const gone = { ...iris, hasDevice: true, away: true }
    const [ivo, ina] = [{ ...holder('headOfIct', 'ivo', true), deputy: true }, holder('headOfIct', 'ina', true)]
    const ring = (...others: Holder[]) => whoToRing(ladder, [0], [gone, ...others], false, fence).calls.map(({ personId }) => personId)
    expect([ring(ivo, ina), ring(ina), ring()]).toEqual([['ivo'], ['ina'], ['iris']])
  })

  it('is stood in for by the deputy of his own role where he may not know of it, or by who has the same role', () => {
    const [ivo, ina] = [{ ...holder('headOfIct', 'ivo', true), deputy: true }, holder('headOfIct', 'ina', true)]
    const kept = { ...fence, recused: ['iris'] }
    const ring = (...others: Holder[]) =>
      whoToRing(ladder, [0], [{ ...holder('dpo', 'iris'), deputy: true }, iris, holder('dpo', 'dpo', true), ...others], false, kept)
    const people = (...others: Holder[]) => ring(...others).calls.map(({ personId }) => personId)
    expect([people(ivo, ina), people(ina), people({ ...ivo, away: true })]).toEqual([['ivo'], ['ina'], ['ivo']])
    expect(ring()).toMatchObject({ nobody: true, calls: [{ personId: 'dpo' }] })
  })

  it('leaves it to the fence whether somebody who can handle it is missed', () => {
    expect(lacksHandler(ladder.slice(0, 1) as unknown as Ladder, [iris], fence)).toBe(true)
    const toTheChair = { ...fence, audience: ['chair', 'headOfIct'] }
    expect(lacksHandler(ladder.slice(0, 1) as unknown as Ladder, [iris], toTheChair)).toBe(true)
    expect(lacksHandler(ladder.slice(0, 1) as unknown as Ladder, [iris, holder('chair')], toTheChair)).toBe(false)
  })
})

describe('what went straight to the chair', () => {
  const [ladder, audience] = [ladderFor('chair', defaultLadder), ['chair', 'headOfIct']]
  const lacks = (holders: Holder[], recused: string[] = [], seats = audience) => lacksHandler(ladder, holders, { audience: seats, recused })

  it('misses somebody who can handle it where there is no chair, or none who may know of it, and nobody sits for him', () => {
    const cora = { ...holder('chair', 'cora'), deputy: true }
    expect([lacks(everyone), lacks(everyone, ['chair']), lacks([holder('dpo'), holder('headOfIct')])]).toEqual([false, true, true])
    expect(lacks([...everyone, cora], ['chair'], [...audience, 'chair:deputy'])).toBe(false)
  })

  it('misses nobody once the chair opened it to who can handle it', () => {
    expect(lacks(everyone, ['chair'], [...audience, 'dpo'])).toBe(false)
  })

  it('asks for a chair, who alone can decide on it', () => {
    expect([rolesToAppoint(audience), rolesToAppoint([...audience, 'dpo']), rolesToAppoint(['headOfIct'])]).toEqual([['chair'], ['dpo'], ['headOfIct']])
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
