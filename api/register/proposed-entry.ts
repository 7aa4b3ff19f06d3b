import type { Worksheet } from '../../shared/breach/worksheet.ts'
import type { ReportKind } from '../../shared/incident/report-lists.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import { entryFrom, type Entry, type EntrySources, type Happening } from '../../shared/register/entry.ts'
import { decisionsInForce } from '../breach/decisions-of.ts'
import { factsOf } from '../breach/facts-of.ts'
import { unsealAt } from '../deadline/sealed-words.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealJson, type DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { say, type Lang } from '../text.ts'
import { filedOf, measureRowsOf, sendingsOf, type IncidentRow } from './entry-store.ts'

/** What the file says already, in the reader's language; nothing of one that was erased or taken over. */
export async function proposedEntry(deps: Deps, tx: BoardTx, incident: IncidentRow, lang: Lang): Promise<Entry> {
  if (incident.erasedAt || incident.origin === 'imported') return {}
  const key = await incidentKey(deps.keys, tx, incident.id)
  const { worksheet } = await factsOf(deps, tx, key, incident.id)
  const { breach, authority, subjects } = await decisionsInForce(deps, tx, key, incident.id)
  const [filed] = await filedOf(tx, [incident.id])
  const number = filed && (await unsealAt(tx, key, { table: 'authority_outcome', incidentId: incident.id, id: filed.id, field: 'number' }, filed.numberSealed))
  const channels = [...new Set((await sendingsOf(tx, incident.id)).map(({ channel }) => say(lang, `register.channel.${channel}`)))]
  const sheet = fromWorksheet(worksheet, lang)
  return entryFrom({
    ...sheet,
    kind: incident.kind as ReportKind,
    measures: [...sheet.measures, ...(await measuresOf(tx, key, incident.id))],
    reasons: [breach, authority, subjects].flatMap((taken) => (taken ? [taken.reason] : [])),
    authorityNumber: number ?? undefined,
    toldHow: channels.join(', '),
  })
}

/** Those that were not dropped, in the order they were written down. */
async function measuresOf(tx: BoardTx, key: DataKey, incidentId: string): Promise<EntrySources['measures'][number][]> {
  const found: EntrySources['measures'][number][] = []
  for (const { id, aim, textSealed } of await measureRowsOf(tx, incidentId)) {
    const words = await unsealJson(key, `${tx.organisationId}/measure/${incidentId}/${id}/text`, textSealed)
    const text = (words as { text?: unknown } | null)?.text
    if (typeof text === 'string') found.push({ aim, text })
  }
  return found
}

const happenedBy: Readonly<Record<string, Happening>> = {
  read: 'seen',
  copied: 'copied',
  changed: 'changed',
  destroyed: 'lost',
  stolen: 'lost',
  unknown: 'unknown',
}

type FromSheet = Omit<EntrySources, 'kind' | 'reasons' | 'authorityNumber' | 'toldHow'>

function fromWorksheet({ summary, occurred, nature, groups, people, data, consequences, measures }: Worksheet, lang: Lang): FromSheet {
  const words = (field: 'groups' | 'data' | 'consequences', answer: { chosen: readonly string[]; namely?: string | undefined } | undefined) =>
    answer && [...answer.chosen.map((one) => say(lang, `worksheet.${field}.options.${one}`)), ...(answer.namely ? [answer.namely] : [])].join(', ')
  return {
    summary: summary && 'text' in summary ? summary.text : undefined,
    occurred: whenOf(occurred),
    happened: nature && [...new Set(nature.chosen.flatMap((one) => happenedBy[one] ?? []))],
    groups: words('groups', groups),
    people: countOf(people),
    data: words('data', data),
    consequences: words('consequences', consequences),
    measures: measures && 'text' in measures ? [{ aim: 'harm', text: measures.text }] : [],
  }
}

function whenOf(answer: Worksheet['occurred']): EntrySources['occurred'] {
  if (!answer) return undefined
  if ('unknown' in answer) return { known: 'unknown' }
  if ('at' in answer) return { known: 'on', from: amsterdamDay(answer.at) }
  const [from, to] = [amsterdamDay(answer.from), amsterdamDay(answer.until)]
  return from === to ? { known: 'on', from } : { known: 'between', from, to }
}

function countOf(answer: Worksheet['people']): EntrySources['people'] {
  if (!answer) return undefined
  if ('unknown' in answer) return { known: 'unknown' }
  return 'exact' in answer ? { known: 'range', min: answer.exact, max: answer.exact } : { known: 'range', min: answer.min, max: answer.max }
}
