import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  blocksOf,
  checkLetter,
  communicationKinds,
  draftLetter,
  emptyLetter,
  isGrave,
  letterTemplates,
  mailText,
  partsOf,
  sentencesIn,
  type LetterFacts,
  type LetterText,
} from '../../../shared/notification/letter.ts'

const contact = { name: 'Frits Fictief', phone: '085 555 01 11', mail: 'frits@waterlelie.example' }
const facts: LetterFacts = { board: 'Stichting De Waterlelie', when: '2 maart 2026', data: 'namen en cijfers', contact, notified: true }

/** The sentences as they stand in their file, filled in. */
function saying(lang: 'nl' | 'en') {
  const texts: unknown = JSON.parse(readFileSync(new URL(`../../../shared/text/${lang}/letters.json`, import.meta.url), 'utf8'))
  return (key: string, params: Record<string, string>) => {
    const found = key.split('.').reduce<unknown>((at, word) => (at as Record<string, unknown>)[word], texts)
    return String(found).replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
  }
}
/** What a person makes of a draft: each gap filled with what stands in it. */
const filled = (text: LetterText) => Object.fromEntries(Object.entries(text).map(([field, said]) => [field, said.replaceAll(/[[\]]/g, '')])) as LetterText
const drafts = (['nl', 'en'] as const).flatMap((lang) =>
  communicationKinds.flatMap((kind) =>
    letterTemplates.map((template) => ({ lang, kind, template, draft: draftLetter(saying(lang), { kind, template }, facts) })),
  ),
)

describe('a draft', () => {
  it.each(drafts)('in $lang of $template as $kind lacks nothing once its gaps are filled, and no sentence is long', ({ draft, kind }) => {
    expect(checkLetter(filled(draft), kind, contact)).toEqual([])
  })

  it('does not say what only the school knows: what was done stands in brackets, and stops it', () => {
    for (const { draft, kind } of drafts.filter((one) => one.kind !== 'recall')) {
      const slips = checkLetter(draft, kind, contact)
      expect(slips).toContainEqual(expect.objectContaining({ code: 'bracketLeft', part: 'done' }))
      expect(slips.every(isGrave)).toBe(true)
    }
  })

  it('has gaps for what is not known yet, and says nothing of the authority before it was told', () => {
    const nothing = { ...facts, when: null, data: null, contact: null, notified: false }
    const draft = draftLetter(saying('nl'), { kind: 'letter', template: 'deviceLost' }, nothing)
    expect(draft.happened).toContain('[op welke dag]')
    expect(draft.happened).toContain('[welke gegevens]')
    expect(draft.questions).toContain('[telefoonnummer]')
    expect(draft.done).not.toMatch(/Autoriteit/)
    const codes = checkLetter(draft, 'letter', null).map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['bracketLeft', 'contactPhone', 'contactMail']))
  })

  it('speaks to a pupil as "je", to grown-ups as "u", and blames nobody', () => {
    for (const { lang, kind, draft } of drafts) {
      const whole = Object.values(draft).join(' ')
      if (lang === 'nl' && kind === 'pupilLetter') expect(whole).not.toMatch(/\b[Uu]w?\b/)
      if (lang === 'nl' && kind !== 'pupilLetter') expect(whole.replaceAll(/\[[^\]]*\]/g, '')).not.toMatch(/\bje\b/)
      expect(whole).not.toMatch(/schuld|onvoorzichtig|slordig|fout van|fault|careless|blame|datalek|AVG|GDPR/i)
    }
  })
})

describe('the check', () => {
  const good = filled(draftLetter(saying('nl'), { kind: 'letter', template: 'wrongRecipient' }, facts))
  const codes = (changes: Partial<LetterText>) => checkLetter({ ...good, ...changes }, 'letter', contact).map(({ code, part }) => `${part} ${code}`)

  it('finds each part that is missing, in the order of the letter', () => {
    expect(checkLetter(emptyLetter, 'letter', contact).map(({ part }) => part)).toEqual(['subject', 'happened', 'questions', 'done', 'self'])
    expect(checkLetter(emptyLetter, 'recall', contact).map(({ part }) => part)).toEqual(['subject', 'happened', 'questions', 'self'])
    expect(codes({ done: '  \n ' })).toEqual(['done partMissing'])
  })

  it('asks for the officer by name, a number and an address', () => {
    expect(codes({ questions: 'Bel de school.' })).toEqual(['questions contactName', 'questions contactPhone', 'questions contactMail'])
    expect(codes({ questions: 'Frits Fictief, +31 85 555 01 11, frits@waterlelie.example' })).toEqual([])
    expect(checkLetter({ ...good, questions: 'Bel 085-5550111 of mail fg@school.example' }, 'letter', null)).toEqual([])
  })

  it('asks for consequences beside what happened, and for advice', () => {
    expect(codes({ happened: 'Een mail ging naar de verkeerde.' })).toEqual(['happened consequencesMissing'])
    expect(codes({ self: 'Niets.' })).toEqual(['self noAdvice'])
  })

  it('finds brackets that were left, also one that was never closed', () => {
    expect(codes({ done: 'Wij deden [dit of dat] en [nog wat' })).toEqual(['done bracketLeft', 'done bracketLeft'])
  })

  it('remarks on a sentence of more than twenty words, and lets one of twenty be', () => {
    const words = (count: number) => `${Array.from({ length: count }, (_, at) => `woord${at}`).join(' ')}.`
    expect(codes({ done: words(20) })).toEqual([])
    const [slip, ...others] = checkLetter({ ...good, done: `Kort. ${words(21)}` }, 'letter', contact)
    expect([slip, others]).toEqual([{ code: 'long', part: 'done', count: 21, words: 'woord0 woord1 woord2 woord3 woord4 woord5 …' }, []])
    expect(isGrave(slip!)).toBe(false)
  })

  it('takes each line of a list for a sentence', () => {
    expect(sentencesIn('- Bel ons.\n- Wis de mail\n\nKlaar? Ja…  Mooi.')).toEqual(['- Bel ons.', '- Wis de mail', 'Klaar?', 'Ja…', 'Mooi.'])
  })
})

it('is set as paragraphs and lists, and as a mail with its headings in order', () => {
  expect(blocksOf('Eerst dit.\n\n- een\n- twee\nDan dat.')).toEqual([
    { list: false, lines: ['Eerst dit.'] },
    { list: true, lines: ['een', 'twee'] },
    { list: false, lines: ['Dan dat.'] },
  ])
  const headings = { happened: 'WAT', questions: 'WIE', done: 'GEDAAN', self: 'ZELF' }
  const text = { ...emptyLetter, opening: 'Beste,', happened: 'a', questions: 'b', done: 'c', self: 'd', closing: 'Groet' }
  expect(mailText(text, 'letter', headings)).toBe('Beste,\n\nWAT\na\n\nWIE\nb\n\nGEDAAN\nc\n\nZELF\nd\n\nGroet\n')
  expect(partsOf('recall')).toEqual(['happened', 'self', 'questions'])
})
