import { writeCsv } from '../../shared/register/csv.ts'

/** A register as a school may have kept it, all of it fictional; hostile where it says so. */
export const oldRegister: readonly (readonly string[])[] = [
  ['Nr', 'Datum', 'Ontdekt op', 'Soort incident', 'Omschrijving', 'Aantal betrokkenen', 'Datalek', 'Gemeld bij AP', 'School', 'Kleur van de map'],
  ['12', '3-2-2024', '4-2-2024 09:30', 'Phishing', 'Een mail vroeg om wachtwoorden.', '3', 'ja', 'ja', 'De Regenboog', 'blauw'],
  ['13', '2024-05-06', '', 'Mail aan de verkeerde', '=HYPERLINK("http://kwaad.example";"klik")', '1', 'nee', 'nee', 'Onbekende school', 'rood'],
  ['14', '31-2-2024', '', 'Kabouters', 'De kast stond open.', 'veel', 'nee', '', '', ''],
  ['', '', '', '', '', '', '', '', '', ''],
  ['15', '1-1-2030', '', '', '', '', '', '', '', ''],
]

export const base64 = (content: string | Uint8Array): string => Buffer.from(content as string).toString('base64')
export const oldRegisterCsv = base64(writeCsv(oldRegister))
