import { reportKinds } from '../incident/report-lists.ts'

/** Which draft to begin with: one per kind of report, one for a processor's incident, one for logins that leaked. */
export const letterTemplates = [...reportKinds, 'atProcessor', 'loginsLeaked'] as const
export type LetterTemplate = (typeof letterTemplates)[number]

/** `recall`: to who got what was not for him, to ask that it be deleted. */
export const communicationKinds = ['letter', 'pupilLetter', 'publicNotice', 'recall'] as const
export type CommunicationKind = (typeof communicationKinds)[number]

/** Those by which people learn that it happened to them (GDPR 34). */
export const tellingKinds = ['letter', 'pupilLetter', 'publicNotice'] as const satisfies readonly CommunicationKind[]
export const isTelling = (kind: CommunicationKind): boolean => (tellingKinds as readonly string[]).includes(kind)

export const channels = ['mail', 'post', 'parentApp', 'phone', 'inPerson', 'website', 'newspaper'] as const
export type Channel = (typeof channels)[number]

/** The four headings, in the order of the handbook (H12). */
export const letterParts = ['happened', 'questions', 'done', 'self'] as const
export type LetterPart = (typeof letterParts)[number]

/** The headings a text has: whoever is asked to delete something need not know what the school did. */
export const partsOf = (kind: CommunicationKind): readonly LetterPart[] => (kind === 'recall' ? ['happened', 'self', 'questions'] : letterParts)

export const letterFields = ['subject', 'opening', ...letterParts, 'closing'] as const
export type LetterField = (typeof letterFields)[number]
export type LetterText = Record<LetterField, string>
export const emptyLetter: LetterText = { subject: '', opening: '', happened: '', questions: '', done: '', self: '', closing: '' }

/** Characters of one part: with all of them a letter fits in a request, whatever the script. */
export const partLength = 4000

export type Contact = { name: string | null; phone: string | null; mail: string | null }

/** The longest a sentence may be, in words, before it is said so. */
export const wordsAtMost = 20

/** What a letter lacks. `long` is a remark; the others stop it from being finished without a reason (GDPR 34(2), 33(3)). */
export const slipCodes = ['partMissing', 'consequencesMissing', 'contactName', 'contactPhone', 'contactMail', 'noAdvice', 'bracketLeft', 'long'] as const
export type SlipCode = (typeof slipCodes)[number]
export type Slip = { code: SlipCode; part: LetterField; words?: string; count?: number }

export const isGrave = ({ code }: Slip): boolean => code !== 'long'

const bracket = /\[[^\]]*\]?/g
const phoneNumber = /\+?\d[\d\s()-]{7,}\d/
const mailAddress = /[^\s@]+@[^\s@]+\.[^\s@]+/
/** Advice of fewer words than this says nothing. */
const adviceAtLeast = 6

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))

/** The sentences of a text; a line that ends is one too, as in a list. */
export const sentencesIn = (text: string): string[] =>
  text
    .split(/\n+|(?<=[.?!…])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence).length > 0)

/**
 * What is missing in a letter, or hard to read, in the order in which it is read. `contact`: who answers questions; what is unknown of him
 * is not asked for by name, a number and an address are.
 */
export function checkLetter(text: LetterText, kind: CommunicationKind, contact: Contact | null): Slip[] {
  const parts = partsOf(kind)
  return letterFields.flatMap((field): Slip[] => {
    const said = text[field].trim()
    const isPart = (parts as readonly string[]).includes(field)
    if (!isPart && (letterParts as readonly string[]).includes(field)) return []
    if (said === '') return isPart || field === 'subject' ? [{ code: 'partMissing', part: field }] : []
    return [...gaps(field, said, kind, contact), ...brackets(field, said), ...long(field, said)]
  })
}

function gaps(part: LetterField, said: string, kind: CommunicationKind, contact: Contact | null): Slip[] {
  if (part === 'questions') return contactGaps(said, contact)
  // The law asks for what happened and for the likely consequences: one sentence cannot hold both.
  if (part === 'happened' && kind !== 'recall' && sentencesIn(said).length < 2) return [{ code: 'consequencesMissing', part }]
  return part === 'self' && wordsOf(said.replaceAll(bracket, '')).length < adviceAtLeast ? [{ code: 'noAdvice', part }] : []
}

function contactGaps(said: string, contact: Contact | null): Slip[] {
  const missing: [SlipCode, boolean][] = [
    ['contactName', Boolean(contact?.name) && !said.includes(contact?.name ?? '')],
    ['contactPhone', !phoneNumber.test(said)],
    ['contactMail', !mailAddress.test(said)],
  ]
  return missing.flatMap(([code, isMissing]): Slip[] => (isMissing ? [{ code, part: 'questions' }] : []))
}

const brackets = (part: LetterField, said: string): Slip[] =>
  (said.match(bracket) ?? []).map((words) => ({ code: 'bracketLeft', part, words: words.slice(0, 80) }))

const long = (part: LetterField, said: string): Slip[] =>
  sentencesIn(said).flatMap((sentence) => {
    const count = wordsOf(sentence).length
    return count > wordsAtMost ? [{ code: 'long' as const, part, words: `${wordsOf(sentence).slice(0, 6).join(' ')} …`, count }] : []
  })

/** A sentence of text/<lang>/letters.json. */
type Say = (key: string, params: Record<string, string>) => string
export type LetterFacts = {
  board: string
  /** on which day, in words; null: to be filled in */
  when: string | null
  /** which data, in words */
  data: string | null
  contact: Contact | null
  /** it was notified to the authority */
  notified: boolean
}

/** A letter to begin with. What is not known stands in brackets, and so does what only the school can say. */
export function draftLetter(say: Say, { kind, template }: { kind: CommunicationKind; template: LetterTemplate }, facts: LetterFacts): LetterText {
  const gap = (name: string) => `[${say(`gap.${name}`, {})}]`
  const { contact } = facts
  const params = {
    board: facts.board,
    when: facts.when ?? gap('when'),
    data: facts.data ?? gap('data'),
    name: contact?.name ?? gap('name'),
    phone: contact?.phone ?? gap('phone'),
    mail: contact?.mail ?? gap('mail'),
  }
  const text = (key: string) => say(key, params)
  const reader = kind === 'pupilLetter' ? 'pupil' : 'adult'
  const whole = {
    subject: text(`subject.${kind}`),
    opening: text(`opening.${kind}`),
    questions: text(`questions.${reader}`),
    closing: text(`closing.${reader}`),
  }
  if (kind === 'recall') return { ...whole, happened: text('recall.happened'), self: text('recall.self'), done: '' }
  const done = [`- [${text(`${template}.done`)}]`, ...(facts.notified ? [`- ${text('notified')}`] : [])]
  const happened = [...(kind === 'publicNotice' ? [text('reach')] : []), text(`${template}.${reader}.happened`)]
  return { ...whole, happened: happened.join('\n\n'), done: done.join('\n'), self: text(`${template}.${reader}.self`) }
}

/** The letter as plain text, for a mail or a parents' app; `headings` in the letter's own language. */
export function mailText(text: LetterText, kind: CommunicationKind, headings: Readonly<Record<LetterPart, string>>): string {
  const parts = partsOf(kind).map((part) => `${headings[part]}\n${text[part].trim()}`)
  return `${[text.opening.trim(), ...parts, text.closing.trim()].filter((part) => part !== '').join('\n\n')}\n`
}

/** A part as it is set: paragraphs, and lists of what begins with a dash. */
export function blocksOf(text: string): { list: boolean; lines: string[] }[] {
  const blocks: { list: boolean; lines: string[] }[] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    const item = /^[-•*]\s+(.*)$/.exec(line)?.[1]
    const last = blocks.at(-1)
    if (item !== undefined && last?.list) last.lines.push(item)
    else blocks.push({ list: item !== undefined, lines: [item ?? line] })
  }
  return blocks
}
