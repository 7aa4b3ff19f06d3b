import { can, type Actor, type Role } from '../../shared/access/roles.ts'
import type { MessageView } from '../../shared/incident/views.ts'
import { earliest, readInstant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allow, allowIn } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { reportKey } from '../db/keys.ts'
import { macText, sameBytes, sealText } from '../db/seal.ts'
import { append } from '../events/append.ts'
import { missingReport } from './missing-report.ts'
import { ownOrDesk } from './own-or-desk.ts'
import { messageContext, openMessage } from './report-words.ts'
import { findMessage, findReport, lockReport, saveMessage, type ReportRow } from './report-store.ts'
import { saveWords } from './search-tokens.ts'

export type MessageInput = { id: string; text: string; corrects?: string | undefined; sentAt?: string | undefined }

/**
 * A question of the team, an answer, a correction or "dit was toch niets" of the reporter: added, never instead of what stood
 * there. Refuses: report.notFound (another person's), access.denied (through broken glass), report.erased, message.discreet (the team phones), message.idTaken.
 */
export async function sendMessage(
  deps: Deps,
  actors: readonly Actor[],
  reportId: string,
  input: MessageInput,
): Promise<{ first: boolean; message: MessageView }> {
  for (const { actor, board, own } of ownOrDesk(actors)) {
    const sent = await deps.db.inBoard(board, async (tx) => {
      // Held until the commit: an erasure comes before all of it or after, and leaves no word to search by; and a report goes to no other incident meanwhile.
      await lockReport(tx, reportId)
      const found = await findReport(tx, reportId)
      const side = found && sideOf(actor, own, found.report)
      if (!found || !side) return undefined
      const target = { reporterId: found.report.reporterId, ...addresseeOf(found.report) }
      if (side === 'reporter') allow(actor, 'report.messageOwn', target)
      else allowIn(actor, 'incident.message', found.incident, target)
      if (side === 'team' && found.incident.discreet) throw new Problem('message.discreet')
      const key = await reportKey(deps.keys, tx, reportId)
      const bodyMac = await macText(key, JSON.stringify([input.text, input.corrects ?? null]))
      const receivedAt = deps.clock.now()
      const row = {
        organisationId: tx.organisationId,
        reportId,
        id: input.id,
        incidentId: found.incident.id,
        authorId: actor.personId,
        side,
        authorRole: roleOf(actor, side),
        textSealed: await sealText(key, messageContext(tx.organisationId, reportId, input.id), input.text),
        bodyMac,
        corrects: input.corrects ?? null,
        sentAt: earliest(readInstant(input.sentAt) ?? receivedAt, receivedAt),
        receivedAt,
        readAt: null,
      }
      const first = await saveMessage(tx, row)
      if (first) await saveWords(deps.keys, tx, [{ incidentId: found.incident.id, sourceId: input.id, text: input.text }])
      const stored = first ? row : await findMessage(tx, reportId, input.id)
      if (!stored || !sameBytes(stored.bodyMac, bodyMac)) throw new Problem('message.idTaken')
      const message = await openMessage(tx, key, stored, actor)
      await append(deps, tx, actor, {
        type: first ? 'message.sent' : 'report.repeated',
        subjectId: input.id,
        incidentId: found.incident.id,
        reportId,
        facts: { side, corrects: row.corrects },
      })
      return { first, message }
    })
    if (sent) return sent
  }
  throw await missingReport(deps, reportId)
}

/** The reporter writes as reporter, also when he sits at the desk; a handler writes for the team; nobody else writes. */
function sideOf(actor: Actor, own: boolean, report: ReportRow): 'reporter' | 'team' | undefined {
  if (own) return report.reporterId === actor.personId ? 'reporter' : undefined
  return can(actor, 'incident.message', addresseeOf(report)) ? 'team' : undefined
}
const addresseeOf = ({ addressee }: ReportRow) => ({ addressee: addressee === 'chair' ? ('chair' as const) : ('dpo' as const) })

const roleOf = (actor: Actor, side: 'reporter' | 'team'): Role =>
  side === 'reporter' ? 'staff' : ((['dpo', 'handler', 'chair'] as const).find((role) => actor.roles.includes(role)) ?? 'handler')
