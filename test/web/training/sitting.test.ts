import { expect, it, vi } from 'vitest'
import { ideas } from '../../../shared/training/ideas.ts'
import { laws, seeds } from '../../../shared/training/sources.ts'
import { modules } from '../../../shared/training/modules.ts'
import type { Module, Question } from '../../../shared/training/module.ts'
import { clueNumbers, drawnLink, labelled, sender } from '../../../web/training/artefact-parts.ts'
import { roomDrawings } from '../../../web/training/artefact-drawings.ts'
import { askedIn } from '../../../web/training/asked.ts'
import { daysUntil, nextAfter, offeredIds, stateOf } from '../../../web/training/module-state.ts'
import { nothingYet } from '../../../web/training/my-training.ts'
import { resultOf } from '../../../web/training/result-of.ts'
import { choicesOf, isAnswered, keepChoice, mayShow, newSitting, openAt, seen, type Choice } from '../../../web/training/sitting.ts'
import { placeOf, sourceWords } from '../../../web/training/sources-in-words.ts'
import { titles } from '../../../web/training/titles.ts'

const now = '2026-11-23T08:00:00.000Z'
const [board, me] = ['0192f0c0-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000021']
const spotIt = modules.find(({ id }) => id === 'spot-it')!
const title = titles.find(({ id }) => id === 'spot-it')!
const own = (roles: 'all' | 'care'[]) => ({
  id: me,
  moduleId: 'spot-it',
  content: {
    idea: 'phishing' as const,
    roles,
    scenario: { nl: 'Op ons plein ligt een map.', en: null },
    ask: { nl: 'Wat doe je?', en: null },
    options: (['a', 'b', 'c'] as const).map((id) => ({ id, text: { nl: id, en: null }, right: id === 'a', feedback: { nl: id, en: null } })) as never,
    doNow: { nl: 'Meld het.', en: 'Report it.' },
  },
})
const chosen = (optionId: Choice['optionId']): Choice => ({ optionId, kept: 'kept' })
const three = [{ id: 'one' }, { id: 'two' }, { id: 'three' }]
const standing = (changes: Partial<Parameters<typeof openAt>[0]> = {}) => ({ asked: three, choices: {}, sitting: newSitting(), rests: false, ...changes })

it('asks the questions of the role, then those of the board, in Dutch where the board wrote nothing else', () => {
  const asked = askedIn(spotIt, 'teacher', [own('all'), { ...own(['care']), id: board }])
  expect(asked.map(({ id }) => id)).toEqual([...asked.filter((one) => !one.own).map(({ id }) => id), `own-${me}`])
  expect(asked.at(-1)).toMatchObject({
    moduleVersion: spotIt.version,
    question: { ask: { nl: 'Wat doe je?', en: 'Wat doe je?' }, doNow: { en: 'Report it.' } },
  })
})

it('opens at the first question that is not answered, lets one look back, and lets nobody skip ahead', () => {
  const half = standing({ choices: { one: chosen('a') }, sitting: { before: ['two'], againSince: null } })
  expect([openAt(standing()), openAt(half)]).toEqual([1, 3])
  expect(['1', '2', '3', '4', '0', 'x', '', 'klaar'].map((step) => mayShow(step, half))).toEqual([true, true, true, false, false, false, false, false])
  expect(['2', 'klaar'].map((step) => mayShow(step, standing()))).toEqual([false, false])
})

it('goes on with what a newer version asks: a new question is asked, one that is gone is not missed', () => {
  const choices = { one: chosen('a'), two: chosen('b') }
  const newer = standing({ asked: [{ id: 'two' }, { id: 'new' }], choices })
  expect(openAt(newer)).toBe(2)
  expect(mayShow('1', newer)).toBe(true)
  expect(openAt(standing({ asked: [{ id: 'two' }], choices }))).toBe('klaar')
})

it('stands at its end once it is finished, although the office counts from nothing again', () => {
  const sitting = newSitting()
  seen(sitting, ['one', 'two'])
  seen(sitting, [])
  const finished = standing({ sitting, choices: { three: chosen('c') }, rests: true })
  expect([openAt(finished), ...['1', '3', 'klaar'].map((step) => mayShow(step, finished))]).toEqual(['klaar', true, true, true])
  expect([openAt(standing({ rests: true })), mayShow('1', standing({ rests: true }))]).toEqual(['klaar', false])
  const again = standing({ rests: true, sitting: newSitting(now) })
  expect([openAt(again), mayShow('klaar', again)]).toEqual([1, false])
})

it('finds after a reload what was chosen in this round, and not what was chosen in an earlier one or for practice', () => {
  const given = (questionId: string, answeredAt: string, practice = false) => ({
    moduleId: 'spot-it',
    questionId,
    optionId: 'b' as const,
    practice,
    answeredAt,
  })
  const all = [given('one', '2026-11-23T07:00:00.000Z'), given('two', '2026-11-23T07:30:00.000Z'), given('three', '2026-11-23T07:40:00.000Z', true)]
  const round = { moduleId: 'spot-it', progress: ['two'], completedAt: '2026-11-23T07:10:00.000Z', sitting: newSitting() }
  expect(Object.keys(choicesOf(all, round))).toEqual(['two'])
  expect(Object.keys(choicesOf(all, { ...round, progress: [], completedAt: null }))).toEqual(['one', 'two'])
  expect(choicesOf(all, { ...round, moduleId: 'prevent-it' })).toEqual({})
  expect(Object.keys(choicesOf(all, { ...round, sitting: newSitting(now) }))).toEqual([])
})

it('waits for the disk before it says anything to a choice, one second at the most', async () => {
  vi.useFakeTimers()
  const { choices } = newSitting()
  const keeps = Promise.withResolvers<'kept' | 'notKept'>()
  const kept = keepChoice(choices, 'one', 'a', () => keeps.promise)
  await vi.advanceTimersByTimeAsync(999)
  expect([choices.one?.kept, isAnswered(choices.one)]).toEqual(['keeping', false])
  await vi.advanceTimersByTimeAsync(1)
  expect([choices.one?.kept, isAnswered(choices.one)]).toEqual(['slow', true])
  keeps.resolve('notKept')
  await kept
  expect(choices.one?.kept).toBe('notKept')
  vi.useRealTimers()
  await keepChoice(choices, 'two', 'b', () => Promise.reject(new Error('full')))
  expect(choices.two?.kept).toBe('notKept')
})

it('says in words how a module stands: new, busy, done, to be done again, run out', () => {
  const completed = (validUntil: string) => [{ id: me, moduleId: 'spot-it', moduleVersion: 1, completedAt: '2026-01-01T00:00:00.000Z', validUntil }]
  const state = (changes: Partial<ReturnType<typeof nothingYet>>) => stateOf(title, 'teacher', { ...nothingYet(board), ...changes }, now)
  const ids = [...offeredIds([title], 'teacher', nothingYet(board))]
  expect(state({})).toEqual({ is: 'new' })
  expect(state({ progress: [{ moduleId: 'spot-it', questionIds: [ids[0]!, ids[2]!] }] })).toEqual({ is: 'busy', at: 2, of: ids.length })
  expect(state({ ownQuestions: [own('all')], progress: [{ moduleId: 'spot-it', questionIds: ids }] })).toEqual({
    is: 'busy',
    at: ids.length + 1,
    of: ids.length + 1,
  })
  expect(state({ completions: completed('2027-10-01T00:00:00.000Z') })).toMatchObject({ is: 'done', renewFrom: '2027-08-02T00:00:00.000Z' })
  expect(state({ completions: completed('2026-12-24T00:00:00.000Z') }).is).toBe('renew')
  expect(state({ completions: completed(now) }).is).toBe('expired')
})

it('goes on with a module that is offered and not finished, and after the last one with the first that is left', () => {
  const mine = { ...nothingYet(board), hidden: ['what-happens-next'] }
  expect(nextAfter('spot-it', titles, 'teacher', mine, now)?.id).toBe('prevent-it')
  expect(nextAfter('prevent-it', titles, 'teacher', mine, now)?.id).toBe('personal-data')
  expect(nextAfter('spot-it', [title], 'teacher', mine, now)).toBeUndefined()
  expect(offeredIds(titles, 'teacher', { ...mine, hidden: ['spot-it'] }).has('spot-it-01')).toBe(false)
})

it('tells the result in ideas: one that was missed once comes back, and with it when', () => {
  const asked = askedIn(spotIt, 'teacher', [])
  const choices = Object.fromEntries(asked.map(({ id, question }, place) => [id, chosen(question.options.find(({ right }) => right === (place !== 0))!.id)]))
  const card = {
    ...{ stability: 1, difficulty: 5, scheduledDays: 1, learningSteps: 0, reps: 1, lapses: 0, state: 2 as const, lastReview: now },
    due: '2026-11-24T08:00:00.000Z',
  }
  const missed = asked[0]!.question.idea
  const result = resultOf(asked, choices, [{ questionId: asked[0]!.id, card }])
  expect(result).toMatchObject({ back: [missed], backAt: card.due })
  expect(result.well).not.toContain(missed)
  expect(result.well.every((idea) => ideas[idea])).toBe(true)
  expect(resultOf(asked, {}, [{ questionId: asked[1]!.id, card }]).back).toEqual([asked[1]!.question.idea])
})

it('counts days as the calendar on the wall does', () => {
  expect(daysUntil('2026-11-23T22:59:00.000Z', now)).toBe(0)
  expect(daysUntil('2026-11-23T23:00:00.000Z', now)).toBe(1)
  expect(daysUntil('2026-11-20T23:00:00.000Z', now)).toBe(0)
})

it('draws a label, a sender and a link as they stand in the text', () => {
  expect(labelled('Wie heeft toegang: iedereen met de link')).toEqual({ label: 'Wie heeft toegang', value: 'iedereen met de link' })
  expect([labelled('Delen').value, labelled('https://x.example').label]).toEqual(['Delen', ''])
  expect(sender('Bram Bosuil <b@waterlelie.example>')).toEqual({ name: 'Bram Bosuil', address: 'b@waterlelie.example' })
  expect(drawnLink('Bevestig (https://x.example)')).toEqual({ words: 'Bevestig', leadsTo: 'https://x.example' })
})

const everyQuestion = (modules as readonly Module[]).flatMap(({ questions }) => questions as readonly Question[])

it('has a drawing for each thing in a room, and numbers the signs in the order in which they are read', () => {
  const things = everyQuestion.flatMap(({ artefact }) => (artefact?.kind === 'fileRoom' ? artefact.parts.map(({ id }) => id) : []))
  expect(things.filter((id) => !roomDrawings[id])).toEqual([])
  expect([...clueNumbers(everyQuestion.find(({ id }) => id === 'spot-it-02')!.artefact!.parts)]).toEqual([
    ['address', 1],
    ['lock', 2],
    ['heading', 3],
    ['code', 4],
  ])
})

it('says of a chapter how it is numbered', () => {
  const named = (Object.keys(seeds) as (keyof typeof seeds)[]).flatMap((seed) =>
    seeds[seed].chapters.filter((chapter) => placeOf(seed, chapter).key === 'name'),
  )
  expect(named).toEqual(['Trends', 'Aanbevelingen', 'Zelfreflectie'])
  expect([placeOf('001', 'H7.1'), placeOf('001', 'VII-B 6'), placeOf('004', '10'), placeOf('000', '3')]).toEqual([
    { key: 'chapter', n: '7.1' },
    { key: 'annex', n: '6', of: 'VII-B' },
    { key: 'step', n: '10' },
    { key: 'section', n: '3' },
  ])
})

it('names every source of every question once, in words', () => {
  const words = sourceWords(everyQuestion.flatMap(({ sources }) => sources))
  expect(new Set(words.map((one) => JSON.stringify(one))).size).toBe(words.length)
  expect(
    words.every(({ title: of, about }) => Object.values(seeds).some((seed) => seed.title === of) || Object.values(laws).some((law) => law === about)),
  ).toBe(true)
})
