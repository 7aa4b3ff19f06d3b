import { numberOf } from '../../shared/incident/number.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { incidentKey, reportKey, rewrapReportKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { macText, sealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { say } from '../text.ts'
import { langsOf, lockReportsOf, moveWords, updatePlace } from './join-store.ts'
import { messageContext, noticeRole } from './report-words.ts'
import { saveMessage, type IncidentRow } from './report-store.ts'

/** `joinedFrom`: only what came from there, and back to it. `tell`: the sentence for whoever reported it. */
type Move = { from: IncidentRow; to: IncidentRow; joinedFrom?: string; tell: 'join' | 'unjoin' }

/**
 * Reports of one incident become another's, with their photos and messages: each key is opened and wrapped by the other's, and nothing sealed under
 * it is touched. An erased one goes along as the tombstone it is. Gives how many there were.
 */
export async function moveReports(deps: Deps, tx: BoardTx, actor: Actor, { from, to, joinedFrom, tell }: Move): Promise<number> {
  const rows = await lockReportsOf(tx, from.id, joinedFrom)
  const key = await incidentKey(deps.keys, tx, to.id)
  const langs = await langsOf(tx, [...new Set(rows.flatMap(({ reporterId }) => reporterId ?? []))])
  for (const { id, wrappedKey, reporterId } of rows) {
    const mine = wrappedKey ? await reportKey(deps.keys, tx, id) : null
    const wrapped = mine && (await rewrapReportKey(key, tx.organisationId, id, mine))
    await updatePlace(tx, id, { incidentId: to.id, joinedFrom: joinedFrom ? null : from.id, wrappedKey: wrapped })
    const lang = langs.get(reporterId ?? '')
    // Discreet: whoever took over his account reads nothing; the FG phones.
    if (!mine || !lang || to.discreet || from.discreet) continue
    const [text, noticeId, at] = [say(lang, `team.${tell}.toReporter`, { number: numberOf(to) }), deps.newId(), deps.clock.now()]
    await saveMessage(tx, {
      ...{ organisationId: tx.organisationId, reportId: id, id: noticeId, incidentId: from.id, authorId: actor.personId, side: 'team', authorRole: noticeRole },
      textSealed: await sealText(mine, messageContext(tx.organisationId, id, noticeId), text),
      bodyMac: await macText(mine, JSON.stringify([text, null])),
      ...{ corrects: null, sentAt: at, receivedAt: at, readAt: null },
    })
  }
  await moveWords(
    tx,
    rows.map(({ id }) => id),
    from.id,
    to.id,
  )
  return rows.length
}
