import { amsterdamDay, amsterdamTime } from '../../shared/instant.ts'
import { subjectsOutcomes } from '../../shared/breach/assessment-views.ts'
import { classificationOf, classifications, exportColumns, importColumns, type ExportColumn } from '../../shared/register/columns.ts'
import { happenings, type Entry } from '../../shared/register/entry.ts'
import { plainWord, type Known, type Words } from '../../shared/register/import-rows.ts'
import { registerKinds } from '../../shared/register/register-kinds.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { langs, say, type Lang } from '../text.ts'
import type { ListedEntry } from './register-store.ts'

/** How people were told, as a register may say it. */
export const toldOutcomes = subjectsOutcomes.filter((one) => one !== 'undecided' && one !== 'notApplicable')

const text = (lang: Lang, key: string) => say(lang, `register.${key}`)
const momentText = (at: string | null) => (at === null ? '' : `${amsterdamDay(at)} ${amsterdamTime(at)}`)
const dayText = (at: string | null) => (at === null ? '' : amsterdamDay(at))

/** One entry as the cells of an export, by column. */
export function cellsOf({ entry: row, year, sequence, schoolName }: ListedEntry, entry: Entry, lang: Lang): Record<ExportColumn, string> {
  const { occurred, people } = entry
  const [said, yesNo] = [
    (kind: string, code: string | null) => (code === null ? '' : text(lang, `${kind}.${code}`)),
    (yes: boolean) => text(lang, `answer.${yes ? 'yes' : 'no'}`),
  ]
  return {
    number: numberOf({ year, sequence }),
    oldNumber: entry.oldNumber ?? '',
    origin: text(lang, `origin.${row.origin}`),
    school: schoolName ?? '',
    registerKind: said('kind', row.registerKind),
    description: entry.description ?? '',
    occurredFrom: occurred && occurred.known !== 'unknown' ? occurred.from : '',
    occurredTo: occurred?.known === 'between' ? occurred.to : '',
    happened: (entry.happened ?? []).map((one) => text(lang, `happened.${one}`)).join(', '),
    groups: entry.groups ?? '',
    peopleMin: people?.known === 'range' ? String(people.min) : '',
    peopleMax: people?.known === 'range' ? String(people.max) : '',
    ...{ data: entry.data ?? '', consequences: entry.consequences ?? '', harmMeasures: entry.harmMeasures ?? '', repeatMeasures: entry.repeatMeasures ?? '' },
    classification: text(lang, `classification.${classificationOf(row)}`),
    reasons: entry.reasons ?? '',
    awareAt: momentText(row.awareAt),
    authority: row.authority === 'notify' || row.authority === 'notRequired' ? yesNo(row.authority === 'notify') : '',
    authorityNumber: entry.authorityNumber ?? '',
    filedAt: momentText(row.filedAt),
    inTime: row.inTime === null ? '' : text(lang, `inTime.${row.inTime}`),
    subjects: toldOutcomes.some((one) => one === row.subjects) ? said('subjects', row.subjects) : '',
    toldAt: momentText(row.toldAt),
    toldHow: entry.toldHow ?? '',
    toldCount: row.toldCount === null ? '' : String(row.toldCount),
    complete: yesNo(row.complete),
    closedAt: dayText(row.closedAt),
    keepUntil: dayText(row.keepUntil),
  }
}

export const headingsIn = (lang: Lang): string[] => exportColumns.map((column) => text(lang, `column.${column}`))

/** Other names under which a column goes about in registers we know of. */
const alsoCalled: Partial<Record<(typeof importColumns)[number], readonly string[]>> = {
  oldNumber: ['nummer', 'nr', 'volgnummer', 'meldingsnummer', 'id', 'number', 'no'],
  description: ['omschrijving', 'beschrijving', 'wat is er gebeurd', 'samenvatting', 'summary', 'what happened'],
  registerKind: ['soort', 'soort incident', 'type', 'type incident', 'aard', 'kind'],
  school: ['locatie', 'vestiging', 'location'],
  occurredFrom: ['datum', 'datum incident', 'wanneer', 'date', 'date of incident'],
  awareAt: ['datum ontdekking', 'ontdekt op', 'bekend op', 'datum melding', 'discovered', 'aware'],
  groups: ['betrokkenen', 'groep', 'wie', 'people', 'data subjects'],
  peopleMax: ['aantal', 'aantal betrokkenen', 'number of people'],
  data: ['gegevens', 'soort gegevens', 'persoonsgegevens', 'personal data'],
  consequences: ['gevolgen', 'mogelijke gevolgen'],
  harmMeasures: ['maatregelen', 'genomen maatregelen', 'measures'],
  repeatMeasures: ['preventie', 'maatregelen tegen herhaling', 'prevention'],
  classification: ['datalek', 'beoordeling', 'breach'],
  authority: ['gemeld', 'melding ap', 'gemeld bij ap', 'ap', 'notified'],
  filedAt: ['datum melding ap', 'gemeld op'],
  toldAt: ['betrokkenen geïnformeerd op', 'people told on'],
}

const alsoAnswers = { yes: ['ja', 'j', 'yes', 'y', 'true', 'waar', '1', 'x'], no: ['nee', 'n', 'no', 'false', 'onwaar', '0', 'te laat', 'late'] } as const
const alsoClassified = { breach: ['ja', 'yes', 'datalek'], incidentOnly: ['nee', 'no', 'incident', 'beveiligingsincident', 'security incident'] } as const

/** What is said of each code in either language, and what else people call it; the first to claim a word keeps it. */
function wordsFor(codes: readonly string[], kind: string, also: Readonly<Record<string, readonly string[]>> = {}): Words {
  const words = new Map<string, string>()
  const claim = (word: string, code: string) => {
    const plain = plainWord(word)
    if (plain !== '' && !words.has(plain)) words.set(plain, code)
  }
  for (const code of codes) for (const lang of langs) claim(text(lang, `${kind}.${code}`), code)
  for (const code of codes) [code, ...(also[code] ?? [])].forEach((word) => claim(word, code))
  return words
}

/** What a sheet's words mean, whichever of our languages it was written in. */
export function knownWords(schools: readonly { id: string; name: string }[]): Known {
  const answers = new Map(wordsFor(['yes', 'no'], 'answer', alsoAnswers))
  for (const lang of langs)
    for (const [code, means] of [
      ['onTime', 'yes'],
      ['withinLegalEnd', 'yes'],
      ['late', 'no'],
    ] as const)
      answers.set(plainWord(text(lang, `inTime.${code}`)), means)
  return {
    columns: wordsFor(importColumns, 'column', alsoCalled),
    kinds: wordsFor(registerKinds, 'kind'),
    schools: new Map(schools.map(({ id, name }) => [plainWord(name), id])),
    happened: wordsFor(happenings, 'happened'),
    classifications: wordsFor(classifications, 'classification', alsoClassified),
    subjects: wordsFor(toldOutcomes, 'subjects'),
    answers,
  }
}
