import type { Actor } from '../../shared/access/roles.ts'
import type { MessageView } from '../../shared/incident/views.ts'
import { unseal, unsealJson, unsealText, type DataKey } from '../db/seal.ts'
import type { BoardTx } from '../db/open.ts'
import { readReport, type ReadReport } from './read-report.ts'
import type { MessageRow, ReportRow } from './report-store.ts'

export type RawTimes = { discoveredAt: string | null; reportedAt: string | null; deviceNow: string | null }

/** Opens what stands sealed in a report: its body, read again by the reader of today, and the times as the device gave them. */
export async function openReport(tx: BoardTx, key: DataKey, row: ReportRow): Promise<{ read: ReadReport; raw: RawTimes }> {
  const context = (field: string) => `${tx.organisationId}/report/${row.id}/${field}`
  const read = readReport(await unseal(key, context('body'), row.bodySealed))
  const raw = (await unsealJson(key, context('rawTimes'), row.rawTimes)) as Partial<RawTimes>
  return { read, raw: { discoveredAt: raw.discoveredAt ?? null, reportedAt: raw.reportedAt ?? null, deviceNow: raw.deviceNow ?? null } }
}

export const messageContext = (organisationId: string, reportId: string, id: string) => `${organisationId}/report/${reportId}/message/${id}`

export async function openMessage(tx: BoardTx, key: DataKey, row: MessageRow, reader: Actor): Promise<MessageView> {
  const text = await unsealText(key, messageContext(tx.organisationId, row.reportId, row.id), row.textSealed)
  const { id, side, authorRole, corrects, sentAt, receivedAt, readAt } = row
  return { id, from: side, authorRole, mine: row.authorId === reader.personId, text, corrects, sentAt, receivedAt, readAt }
}

/** What the app itself says to a reporter in the team's name: no question. */
export const noticeRole = 'notice'

/** Questions of the team that came after the reporter's last answer. */
export function unanswered(messages: readonly MessageRow[]): number {
  const lastAnswer = messages.findLastIndex((message) => message.side === 'reporter')
  return messages.slice(lastAnswer + 1).filter(({ authorRole }) => authorRole !== noticeRole).length
}
