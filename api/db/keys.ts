import { and, eq } from 'drizzle-orm'
import { Problem } from '../../shared/problem.ts'
import type { BoardTx } from './open.ts'
import { incident, organisation, report } from './schema.ts'
import { newDataKey, openDataKey, unwrapKey, wrapKey, type DataKey } from './seal.ts'

/**
 * Four layers (security.md): the root key wraps one key per board, that one per incident, that one per report.
 * Only board keys are kept in memory; an erased incident's or report's key is gone with its row.
 */
export interface RootKeys {
  root: DataKey
  boards: Map<string, DataKey>
}

/** The root key (32 bytes from SEINTJE_KEY) stretched to a sealing half and a comparing half. */
export async function makeRootKeys(secret: Uint8Array<ArrayBuffer>): Promise<RootKeys> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const info = new TextEncoder().encode('seintje root 1')
  const bits = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info }, base, 512)
  return { root: await openDataKey(new Uint8Array(bits)), boards: new Map() }
}

const boardContext = (organisationId: string) => `${organisationId}/organisation/key`
const incidentContext = (organisationId: string, id: string) => `${organisationId}/incident/${id}/key`
const reportContext = (organisationId: string, id: string) => `${organisationId}/report/${id}/key`

export const wrapBoardKey = (keys: RootKeys, organisationId: string, key: DataKey) => wrapKey(keys.root, boardContext(organisationId), key)

/** The key of the board this transaction is in. */
export async function boardKey(keys: RootKeys, tx: BoardTx): Promise<DataKey> {
  const known = keys.boards.get(tx.organisationId)
  if (known) return known
  const [row] = await tx.sql.select({ wrapped: organisation.wrappedKey }).from(organisation).where(eq(organisation.organisationId, tx.organisationId))
  if (!row) throw new Problem('access.noBoard')
  const key = await unwrapKey(keys.root, boardContext(tx.organisationId), row.wrapped)
  keys.boards.set(tx.organisationId, key)
  return key
}

/** A fresh key for an incident or a report, with what to store of it. */
export async function newIncidentKey(keys: RootKeys, tx: BoardTx, incidentId: string) {
  const key = await newDataKey()
  return { key, wrapped: await wrapKey(await boardKey(keys, tx), incidentContext(tx.organisationId, incidentId), key) }
}

export async function newReportKey(incidentDataKey: DataKey, organisationId: string, reportId: string) {
  const key = await newDataKey()
  return { key, wrapped: await wrapKey(incidentDataKey, reportContext(organisationId, reportId), key) }
}

/** The key of a report that goes to another incident, wrapped by that one's: nothing sealed under it changes. */
export const rewrapReportKey = (incidentDataKey: DataKey, organisationId: string, reportId: string, key: DataKey) =>
  wrapKey(incidentDataKey, reportContext(organisationId, reportId), key)

export async function incidentKey(keys: RootKeys, tx: BoardTx, incidentId: string): Promise<DataKey> {
  const [row] = await tx.sql
    .select({ wrapped: incident.wrappedKey })
    .from(incident)
    .where(inBoard(tx, incident, incidentId))
  if (!row) throw new Problem('incident.notFound')
  if (!row.wrapped) throw new Problem('incident.erased')
  return unwrapKey(await boardKey(keys, tx), incidentContext(tx.organisationId, incidentId), row.wrapped)
}

export async function reportKey(keys: RootKeys, tx: BoardTx, reportId: string): Promise<DataKey> {
  const [row] = await tx.sql
    .select({ wrapped: report.wrappedKey, incidentId: report.incidentId })
    .from(report)
    .where(inBoard(tx, report, reportId))
  if (!row) throw new Problem('report.notFound')
  if (!row.wrapped) throw new Problem('report.erased')
  return unwrapKey(await incidentKey(keys, tx, row.incidentId), reportContext(tx.organisationId, reportId), row.wrapped)
}

const inBoard = (tx: BoardTx, table: typeof incident | typeof report, id: string) => and(eq(table.organisationId, tx.organisationId), eq(table.id, id))
