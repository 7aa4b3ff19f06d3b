import { describe, expect, it } from 'vitest'
import { ideas, type Idea } from '../../../shared/training/ideas.ts'
import { artefactKinds, trainingRoles, type Module, type Option, type Question } from '../../../shared/training/module.ts'
import { modules } from '../../../shared/training/modules.ts'
import { wordsOf } from '../../../shared/training/plain-words.ts'
import type { Source } from '../../../shared/training/sources.ts'
import { averageWords, guessSlips, idSlips, limits, moduleTexts, questionSlips, roleSlips, sentencesOf, textSlips, textsOf } from './content-slips.ts'
import ids from './ids.json' with { type: 'json' }

const questions = modules.flatMap((module) => module.questions)
const said = (nl: string, en = `${nl} (en)`) => ({ nl, en })
const option = (id: Option['id'], right = false): Option => ({ id, text: said(`Keuze ${id}.`), right, feedback: said(`Waarom ${id}.`) })
const good: Question = {
  id: 'sample-01',
  idea: 'anyHour',
  roles: 'all',
  scenario: said('Je mist een tas.'),
  ask: said('Wat doe je?', 'What do you do?'),
  options: [option('a'), option('b', true), option('c')],
  doNow: said('Meld het.'),
  sources: [{ law: 'AVG 33(1)' }],
}
const sample = (...of: Question[]): Module => ({ id: 'sample', version: 1, title: said('Voorbeeld'), intro: said('Kort.'), minutes: 4, questions: of })
const words = (n: number) => Array.from({ length: n }, () => 'woord').join(' ')
const cited = (source: unknown): Question => ({ ...good, sources: [source as Source] })

describe('a bad question', () => {
  it.each<[string, Question]>([
    ['two options', { ...good, options: [option('a', true), option('b')] as unknown as Question['options'] }],
    ['two options of one name', { ...good, options: [option('a', true), option('a'), option('c')] }],
    ['nothing marked as right', { ...good, options: [option('a'), option('b'), option('c')] }],
    ['two marked as right and no word on why', { ...good, options: [option('a', true), option('b', true), option('c')] }],
    ['one marked as right where both can be', { ...good, bothCanBeRight: said('De wet laat ruimte.') }],
    ['a scenario of 61 words', { ...good, scenario: said(words(61), 'Short.') }],
    ['a negation in what it asks', { ...good, ask: said('Wat doe je niet?', 'What do you do?') }],
    ['a negation in what it asks in English', { ...good, ask: said('Wat doe je?', 'What don’t you do?') }],
    ['nothing that it asks', { ...good, ask: said('Kies.', 'What do you do?') }],
    ['all of the above', { ...good, options: [option('a'), option('b', true), { ...option('c'), text: said('Alles', 'All of the above') }] }],
    ['nobody it is for', { ...good, roles: [] }],
    ['no source', { ...good, sources: [] }],
    ['a seed that nobody has', cited({ seed: '009', chapter: 'H1' })],
    ['a chapter that the seed lacks', cited({ seed: '001', chapter: 'H99' })],
    ['an example of another chapter', cited({ seed: '001', chapter: 'H7.2', example: 3 })],
    ['an article that no table knows', cited({ law: 'AVG 99(9)' })],
    ['an object without clues', { ...good, artefact: { kind: 'mail', label: said('Mail'), parts: [{ id: 'from', what: 'from', text: said('Iemand') }] } }],
  ])('with %s is found', (_, bad) => {
    expect(questionSlips(bad)).toHaveLength(1)
  })

  it('of which nothing is wrong is let through', () => {
    expect([...questionSlips(good), ...textSlips(textsOf(good))]).toEqual([])
  })
})

describe('a bad text', () => {
  it.each([
    ['nothing in one language', said('', 'Report it.')],
    ['the same words twice', said('Menu', 'Menu')],
    ['a placeholder', said('Dag {name}.', 'Hello.')],
    ['an exclamation mark', said('Meld het.', 'Report it!')],
    ['a sentence of 21 words', said(`Kort. ${words(21)}.`, 'Short.')],
    ['an address that may exist', said('Mail naar iemand@school.nl', 'Write to somebody')],
    ['u where the house says je', said('Heeft u een vraag?', 'Any question?')],
  ])('with %s is found', (_, text) => {
    expect(textSlips([{ where: 'sample', text }])).toHaveLength(1)
  })

  it('may quote a letter that says u', () => {
    expect(textSlips([{ where: 'sample', text: said('“Verander uw wachtwoord.” Zo staat het er.', '“Change your password.” So it says.') }])).toEqual([])
  })

  it('is cut into sentences at a full stop and not inside a time', () => {
    expect(sentencesOf('Om 14.10 uur ging het mis. “Bel me.” Meld het.')).toHaveLength(3)
    expect(wordsOf('Om 14.10 uur, in groep 6.')).toHaveLength(6)
  })
})

describe('a bad module', () => {
  it('that leaves a role with four scenarios is found, and one without a scenario of its own', () => {
    const all = Array.from({ length: 5 }, () => good)
    const own: Question = { ...good, roles: trainingRoles }
    expect(roleSlips(sample(...all.slice(1)))).toHaveLength(trainingRoles.length)
    expect(roleSlips(sample(...all))).toHaveLength(trainingRoles.length)
    expect(roleSlips(sample(...all, { ...own, roles: ['teacher'] }))).toHaveLength(trainingRoles.length - 1)
    expect(roleSlips(sample(...all, own))).toEqual([])
  })

  it('whose right answer always stands in one place, or is always the longest or the shortest, is found', () => {
    const at = (place: number, text: string) =>
      ({
        ...good,
        options: (['a', 'b', 'c'] as const).map((id, n) => ({ ...option(id, n === place), ...(n === place && { text: said(text) }) })),
      }) as unknown as Question
    expect(guessSlips([at(0, 'Keuze x.'), at(1, 'Keuze x.'), at(2, 'Keuze x.')])).toEqual([])
    expect(guessSlips([at(1, 'Keuze x.'), at(1, 'Keuze x.'), at(2, 'Keuze x.')]).length).toBeGreaterThan(0)
    const long = 'Een heel lang antwoord dat er meteen uitspringt'
    expect(guessSlips([at(0, long), at(1, long), at(2, long)])).toHaveLength(2)
    expect(guessSlips([at(0, 'A'), at(1, 'A'), at(2, 'A')])).toHaveLength(2)
  })

  it('in which an id is new, gone, double, misnamed, back again or means something else is found', () => {
    const known = { 'sample-01': { since: 1, idea: 'anyHour', right: 'b' } }
    expect(idSlips([sample(good)], known)).toEqual([])
    expect(idSlips([sample(good)], {})).toHaveLength(1)
    expect(idSlips([sample()], known)).toHaveLength(1)
    expect(idSlips([sample()], { 'sample-01': { ...known['sample-01'], until: 2 } })).toEqual([])
    expect(idSlips([sample(good)], { 'sample-01': { ...known['sample-01'], until: 2 } })).toHaveLength(1)
    expect(idSlips([sample(good, good)], known)).toHaveLength(1)
    expect(idSlips([sample({ ...good, id: 'other-01' })], { 'other-01': known['sample-01'] })).toHaveLength(1)
    expect(idSlips([sample({ ...good, idea: 'noBlame' })], known)).toHaveLength(1)
    expect(idSlips([sample({ ...good, options: [option('a', true), option('b'), option('c')] })], known)).toHaveLength(1)
  })
})

describe('the six modules', () => {
  it('are six, of at least seven scenarios and three to five minutes, each under its own name', () => {
    expect(new Set(modules.map(({ id }) => id)).size).toBe(6)
    for (const { questions: own, minutes, version } of modules) {
      expect(own.length).toBeGreaterThanOrEqual(7)
      expect([3, 4, 5]).toContain(minutes)
      expect(Number.isInteger(version) && version > 0).toBe(true)
    }
  })

  it('have questions with three options, the marked answers, a positive question, a short scenario and sources that exist', () => {
    expect(questions.flatMap(questionSlips)).toEqual([])
  })

  it('say everything in nl and en, in short sentences, without u, placeholders, exclamation marks or real addresses', () => {
    expect(modules.flatMap(moduleTexts).length).toBeGreaterThan(500)
    expect(textSlips(modules.flatMap(moduleTexts))).toEqual([])
  })

  it.each(modules.map((module) => [module.id, module] as const))('speak in sentences of twelve words on average: %s', (_, module) => {
    expect(averageWords(module, 'nl')).toBeLessThanOrEqual(limits.averageWords)
    expect(averageWords(module, 'en')).toBeLessThanOrEqual(limits.averageWords)
  })

  it('have at least five scenarios for every role, one of them its own', () => {
    expect(modules.flatMap(roleSlips)).toEqual([])
  })

  it('cannot be passed by always choosing one place, the longest or the shortest answer', () => {
    expect(modules.flatMap((module) => guessSlips(module.questions).map((slip) => `${module.id}: ${slip}`))).toEqual([])
    expect(guessSlips(questions)).toEqual([])
  })

  it('let each idea be met, and no other', () => {
    const met = new Set<Idea>(questions.map(({ idea }) => idea))
    expect(Object.keys(ideas).filter((idea) => !met.has(idea as Idea))).toEqual([])
    expect([...met].filter((idea) => !Object.hasOwn(ideas, idea))).toEqual([])
  })

  it('name each idea in nl and en', () => {
    expect(textSlips(Object.entries(ideas).map(([where, text]) => ({ where, text })))).toEqual([])
  })

  it('let people look at a mail, a share window, a file room, a lost stick and a false page', () => {
    const shown = new Set(questions.map(({ artefact }) => artefact?.kind))
    expect(artefactKinds.filter((kind) => !shown.has(kind))).toEqual([])
  })

  it('say somewhere honestly that both can be right', () => {
    expect(questions.filter(({ bothCanBeRight }) => bothCanBeRight).length).toBeGreaterThan(0)
  })

  it('keep the meaning of every id that went out', () => {
    expect(idSlips(modules, ids)).toEqual([])
  })
})
