import {
  draftLetter,
  letterParts,
  type CommunicationKind,
  type Contact,
  type LetterFacts,
  type LetterPart,
  type LetterTemplate,
} from '../../shared/notification/letter.ts'
import { officerContact } from '../access/officer.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { say, type Lang } from '../text.ts'

const sayLetter = (lang: Lang) => (key: string, params: Record<string, string>) => say(lang, `letters.${key}`, params)

const nobody: Contact = { name: null, phone: null, mail: null }

/** Who answers the questions of people, as far as the board's own list says. */
export const letterContact = async (deps: Deps, tx: BoardTx): Promise<Contact> => (await officerContact(deps, tx)) ?? nobody

/** A text to begin with, in its own language. */
export const draftIn = (lang: Lang, what: { kind: CommunicationKind; template: LetterTemplate }, facts: LetterFacts) =>
  draftLetter(sayLetter(lang), what, facts)

const headingsFor = { letter: 'adult', publicNotice: 'adult', pupilLetter: 'pupil', recall: 'recall' } as const satisfies Record<CommunicationKind, string>

/** The headings of a text, in the language it is in. */
export const headingsOf = (lang: Lang, kind: CommunicationKind): Record<LetterPart, string> =>
  Object.fromEntries(letterParts.map((part) => [part, say(lang, `letters.heading.${headingsFor[kind]}.${part}`)])) as Record<LetterPart, string>
