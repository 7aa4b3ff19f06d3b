/** Whom a letter is for: the person himself, those who stand for him, or both. */
export const letterAddressees = ['self', 'representatives', 'both'] as const
export type LetterAddressee = (typeof letterAddressees)[number]

/** What the board chose for pupils of sixteen and seventeen: the pupil alone, or the parents too. */
export type From16 = 'self' | 'both'

export type RecipientRow = {
  name: string
  /** 'YYYY-MM-DD' */
  birthDate?: string | undefined
  /** in whole years, where no day of birth is known */
  age?: number | undefined
  /** post or e-mail; two where parents live apart */
  addresses: readonly string[]
  protectedAddress: boolean
  /** set by hand; else it follows from the age */
  addressee?: LetterAddressee | undefined
}

export const recipientLimits = { rows: 5_000, fileBytes: 1024 * 1024, perIncident: 20_000, name: 200, address: 300 } as const

/** Whole years on this day ('YYYY-MM-DD'). Who was born on 29 February is a year older on 1 March in other years: the day that protects longest. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/**
 * Under sixteen the legal representatives (GDPR 8, UAVG 5); from sixteen the pupil, with the parents as the board chose; from eighteen
 * nobody but himself, whatever the board chose. Null where the age is not known: a person says.
 */
export function addresseeOf(age: number | null, from16: From16): LetterAddressee | null {
  if (age === null) return null
  if (age < 16) return 'representatives'
  return age < 18 ? from16 : 'self'
}

export const ageOf = ({ birthDate, age }: Pick<RecipientRow, 'birthDate' | 'age'>, day: string): number | null =>
  birthDate === undefined ? (age ?? null) : ageOn(birthDate, day)

/** Whom this one's letter goes to on this day: as was set by hand, else by age; with neither to both, so that nobody is left out. */
export const letterFor = (row: RecipientRow, day: string, from16: From16): LetterAddressee => row.addressee ?? addresseeOf(ageOf(row, day), from16) ?? 'both'

export type Envelope<Row extends RecipientRow = RecipientRow> = { row: Row; to: 'self' | 'representatives'; address: string }
export type MailingGroups<Row extends RecipientRow> = {
  /** may go out as one mailing */
  shared: Envelope<Row>[]
  /** each by itself: an address that nobody else may see */
  alone: Envelope<Row>[]
  /** nothing to write to: by phone, or in person */
  withoutAddress: Row[]
}

const asCompared = (address: string) => address.toLowerCase().replaceAll(/[^\p{L}\p{N}@]/gu, '')

/** Splits a list by how it may be sent. An address that is protected for one is protected for whoever else lives there. */
export function mailingGroups<Row extends RecipientRow>(rows: readonly Row[], day: string, from16: From16): MailingGroups<Row> {
  const hidden = new Set(rows.filter((row) => row.protectedAddress).flatMap((row) => row.addresses.map(asCompared)))
  const isHidden = (row: Row) => row.protectedAddress || row.addresses.some((address) => hidden.has(asCompared(address)))
  const groups: MailingGroups<Row> = { shared: [], alone: [], withoutAddress: [] }
  for (const row of rows) {
    if (row.addresses.length === 0) groups.withoutAddress.push(row)
    else groups[isHidden(row) ? 'alone' : 'shared'].push(...envelopesOf(row, letterFor(row, day, from16)))
  }
  return groups
}

function envelopesOf<Row extends RecipientRow>(row: Row, addressee: LetterAddressee): Envelope<Row>[] {
  const [first = ''] = row.addresses
  const self = addressee === 'representatives' ? [] : [{ row, to: 'self' as const, address: first }]
  const others = addressee === 'self' ? [] : row.addresses.map((address) => ({ row, to: 'representatives' as const, address }))
  return [...self, ...others]
}
