import type { SeveralAnswer, Worksheet } from '../../shared/breach/worksheet.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import type { LetterFacts } from '../../shared/notification/letter.ts'
import { boardName } from '../access/officer.ts'
import { factsOf } from '../breach/facts-of.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { dayInWords } from '../papers/paper-days.ts'
import { say, type Lang } from '../text.ts'
import type { IncidentRow } from './communication-store.ts'
import { letterContact } from './letter-draft.ts'

/** What a letter may be filled in with: what the worksheet says, and nothing that nobody said. */
export async function letterFacts(
  deps: Deps,
  tx: BoardTx,
  key: DataKey,
  { incident, lang }: { incident: Pick<IncidentRow, 'id' | 'termOutcome'>; lang: Lang },
): Promise<LetterFacts> {
  const { worksheet } = await factsOf(deps, tx, key, incident.id)
  return {
    board: await boardName(tx),
    when: dayOf(worksheet, lang),
    data: dataIn(worksheet.data, lang),
    contact: await letterContact(deps, tx),
    notified: isNotified(incident),
  }
}

/** Whether the authority knows: the form was sent, in time or not. */
export const isNotified = ({ termOutcome }: Pick<IncidentRow, 'termOutcome'>): boolean => termOutcome === 'filed' || termOutcome === 'filedLate'

function dayOf({ occurred }: Worksheet, lang: Lang): string | null {
  const at = occurred === undefined || 'unknown' in occurred ? undefined : 'at' in occurred ? occurred.at : occurred.from
  return at === undefined ? null : dayInWords(amsterdamDay(at), lang)
}

/** As in "naam en adres, mailadres en geboortedatum"; what somebody named himself goes along in his words. */
function dataIn(data: SeveralAnswer | undefined, lang: Lang): string | null {
  if (!data || data.chosen.includes('unknown')) return null
  const words = data.chosen.flatMap((one) => (one === 'other' ? (data.namely ? [data.namely] : []) : [say(lang, `letters.data.${one}`)]))
  const last = words.at(-1)
  if (last === undefined) return null
  return words.length === 1 ? last : say(lang, 'letters.data.and', { first: words.slice(0, -1).join(', '), last })
}
