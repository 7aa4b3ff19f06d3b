import { readDay } from '../instant.ts'
import { parseCsv } from './csv.ts'
import { recipientLimits, type LetterAddressee, type RecipientRow } from './recipients.ts'

/** What a column may hold. A name in parts is put together; so is an address. */
export const columns = [
  'name',
  'firstName',
  'infix',
  'lastName',
  'birthDate',
  'age',
  'address',
  'postcode',
  'city',
  'secondAddress',
  'protectedAddress',
  'addressee',
] as const
export type Column = (typeof columns)[number]
/** Which column of the file holds what; the first is 0. */
export type Mapping = Partial<Record<Column, number>>

/** What columns are called, in both languages, without spaces and signs. */
const named: Readonly<Record<Column, readonly string[]>> = {
  name: ['naam', 'volledigenaam', 'naamleerling', 'leerling', 'name', 'fullname', 'pupil', 'student'],
  firstName: ['voornaam', 'roepnaam', 'firstname', 'givenname'],
  infix: ['tussenvoegsel', 'voorvoegsel', 'infix', 'prefix'],
  lastName: ['achternaam', 'lastname', 'surname', 'familyname'],
  birthDate: ['geboortedatum', 'geboren', 'birthdate', 'dateofbirth', 'born'],
  age: ['leeftijd', 'age'],
  address: ['adres', 'straat', 'email', 'emailadres', 'mail', 'mailadres', 'address', 'street', 'emailaddress'],
  postcode: ['postcode', 'zip', 'zipcode', 'postalcode'],
  city: ['plaats', 'woonplaats', 'city', 'town'],
  secondAddress: ['adres2', 'tweedeadres', 'email2', 'emailadres2', 'address2', 'secondaddress', 'emailaddress2'],
  protectedAddress: ['geheim', 'geheimadres', 'afgeschermd', 'beschermdadres', 'afgeschermdadres', 'protected', 'protectedaddress', 'secret'],
  addressee: ['aanwie', 'bestemdvoor', 'geadresseerde', 'addressee', 'sendto'],
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')

/** Which column is what, by the names at the top. */
export function guessMapping(header: readonly string[]): Mapping {
  const mapping: Mapping = {}
  for (const column of columns) {
    const at = header.findIndex((title, index) => named[column].includes(plain(title)) && !Object.values(mapping).includes(index))
    if (at >= 0) mapping[column] = at
  }
  return mapping
}

export const rowErrors = ['nameMissing', 'tooLong', 'birthDate', 'age', 'protectedAddress', 'addressee', 'addresseeMissing'] as const
export type RowError = { line: number; code: (typeof rowErrors)[number]; cell: string }
export type ImportPreview = { header: string[]; rows: RecipientRow[]; errors: RowError[]; total: number; tooMany: boolean }

const yes = ['ja', 'j', 'yes', 'y', 'x', '1', 'true', 'waar', 'geheim']
const no = ['', 'nee', 'n', 'no', '0', 'false', 'onwaar']
const addresseeWords: Readonly<Record<LetterAddressee, readonly string[]>> = {
  self: ['self', 'zelf', 'leerling', 'pupil', 'persoon'],
  representatives: ['representatives', 'ouders', 'ouder', 'parents', 'verzorgers', 'vertegenwoordigers'],
  both: ['both', 'beide', 'beiden'],
}

/** 'YYYY-MM-DD' or day first, as people here write it, in four figures of a year. */
export function readBirthDate(text: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text) ?? []
  return readDay(year === '' ? text.slice(0, 10) : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/**
 * Reads a list of people. Nothing is written by this: what can be read, and of each line that cannot what is wrong with it.
 * `everyone` is who gets the letter of those of whom neither an age nor an addressee is known. `today`: no one is born after it.
 */
export function readRecipients(text: string, { mapping, everyone, today }: { mapping?: Mapping; everyone?: LetterAddressee; today: string }): ImportPreview {
  const [header = [], ...lines] = parseCsv(text)
  const columnsAt = mapping ?? guessMapping(header)
  const tooMany = lines.length > recipientLimits.rows
  const read = lines.slice(0, recipientLimits.rows).map((cells, at) => readRow(cells, { mapping: columnsAt, everyone, today, line: at + 2 }))
  return {
    ...{ header, total: lines.length, tooMany },
    rows: read.flatMap((one) => ('row' in one ? [one.row] : [])),
    errors: read.flatMap((one) => ('error' in one ? [one.error] : [])),
  }
}

type RowOf = { mapping: Mapping; everyone: LetterAddressee | undefined; today: string; line: number }

function readRow(cells: readonly string[], { mapping, everyone, today, line }: RowOf): { row: RecipientRow } | { error: RowError } {
  const cell = (column: Column) => tidy(mapping[column] === undefined ? '' : (cells[mapping[column]] ?? ''))
  const wrong = (code: RowError['code'], said = '') => ({ error: { line, code, cell: said.slice(0, 60) } })
  const name = cell('name') || [cell('firstName'), cell('infix'), cell('lastName')].filter((part) => part !== '').join(' ')
  if (name === '') return wrong('nameMissing')
  const place = [cell('postcode'), cell('city')].filter((part) => part !== '').join(' ')
  const addresses = [[cell('address'), place].filter((part) => part !== '').join(', '), cell('secondAddress')].filter((one) => one !== '')
  if (name.length > recipientLimits.name || addresses.some((one) => one.length > recipientLimits.address)) return wrong('tooLong', name)
  const born = cell('birthDate')
  const birthDate = born === '' ? undefined : readBirthDate(born)
  if (born !== '' && (birthDate === undefined || birthDate > today)) return wrong('birthDate', born)
  const years = cell('age')
  const age = /^\d{1,3}$/.test(years) && Number(years) <= 120 ? Number(years) : undefined
  if (years !== '' && age === undefined) return wrong('age', years)
  const secret = plain(cell('protectedAddress'))
  if (!yes.includes(secret) && !no.includes(secret)) return wrong('protectedAddress', cell('protectedAddress'))
  const to = plain(cell('addressee'))
  const chosen = to === '' ? undefined : letterAddresseeOf(to)
  if (to !== '' && chosen === undefined) return wrong('addressee', cell('addressee'))
  const addressee = chosen ?? (birthDate === undefined && age === undefined ? everyone : undefined)
  if (addressee === undefined && birthDate === undefined && age === undefined) return wrong('addresseeMissing')
  const known = { ...(birthDate === undefined ? {} : { birthDate }), ...(age === undefined ? {} : { age }), ...(addressee === undefined ? {} : { addressee }) }
  return { row: { name, ...known, addresses, protectedAddress: yes.includes(secret) } }
}

const letterAddresseeOf = (word: string) => (Object.keys(addresseeWords) as LetterAddressee[]).find((one) => addresseeWords[one].includes(word))

/** A mark that kept a cell from being a formula goes again. */
const tidy = (cell: string) =>
  cell
    .trim()
    .replace(/^'(?=\s*[=+\-@])/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
