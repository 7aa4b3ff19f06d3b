import type { ReportKind } from '../../shared/incident/report-lists.ts'
import { entryFrom, type Entry } from '../../shared/register/entry.ts'
import { unsealAt } from '../deadline/sealed-words.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { say, type Lang } from '../text.ts'
import { filedOf, sendingsOf, type IncidentRow } from './entry-store.ts'

/** What the file says already, in the reader's language; nothing of one that was erased or taken over. */
export async function proposedEntry(deps: Deps, tx: BoardTx, incident: IncidentRow, lang: Lang): Promise<Entry> {
  if (incident.erasedAt || incident.origin === 'imported') return {}
  const key = await incidentKey(deps.keys, tx, incident.id)
  const [filed] = await filedOf(tx, [incident.id])
  const number = filed && (await unsealAt(tx, key, { table: 'authority_outcome', incidentId: incident.id, id: filed.id, field: 'number' }, filed.numberSealed))
  const channels = [...new Set((await sendingsOf(tx, incident.id)).map(({ channel }) => say(lang, `register.channel.${channel}`)))]
  return entryFrom({
    kind: incident.kind as ReportKind,
    measures: [],
    reasons: [],
    authorityNumber: number ?? undefined,
    toldHow: channels.join(', '),
  })
}
