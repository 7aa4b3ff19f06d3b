import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append, system } from '../events/append.ts'
import { noteErasures, readErasures, type Erasure } from './erasure-ledger.ts'
import {
  closeIncident,
  findLiving,
  findTombstones,
  incidentOfReport,
  listBoards,
  listErasedIncidents,
  listTombstones,
  lockIncident,
  lockReports,
  saveTombstones,
  updateErasedIncident,
  updateErasedReports,
} from './erasure-store.ts'
import { listErasedEntries, updateErasedEntry } from './retention-store.ts'

export type Replayed = { incidents: number; reports: number; tombstones: number }

/** How many lines are looked up at once: a ledger in which nothing is left to do costs two queries for so many. */
const atOnce = 500

/**
 * Erases again what the ledger says was erased: what an older back-up brought back, and what was written down and not committed
 * when the power went. Harmless as often as it is run, also by several processes at once. Refuses: ledgerUnreadable.
 */
export async function replayErasures(deps: Deps): Promise<Replayed> {
  const { erasures, unreadable } = readErasures(deps.env.ledgerDir)
  if (unreadable > 0) deps.log.error({ lines: unreadable }, 'the ledger of what was erased has lines that cannot be read')
  const done = await eraseAgain(deps, erasures)
  await completeLedger(deps, erasures)
  if (done.incidents + done.reports + done.tombstones > 0) deps.log.warn(done, 'erased again, as the ledger says')
  return done
}

/** What this database knows to be erased and the ledger does not (it was lost, or another machine erased it) is written down here too. */
async function completeLedger(deps: Deps, known: readonly Erasure[]) {
  const subjectOf = (line: Erasure) => ('incidentId' in line ? line.incidentId : 'reportId' in line ? line.reportId : `entry ${line.entryId}`)
  const there = new Set(known.map(subjectOf))
  const found: Erasure[] = await deps.db.outside((sql) => listTombstones(sql))
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql)))
    found.push(...(await deps.db.inBoard(wholeBoard({ organisationId }), async (tx) => [...(await listErasedIncidents(tx)), ...(await listErasedEntries(tx))])))
  const missing = found.filter((line) => !there.has(subjectOf(line)))
  try {
    if (missing.length > 0) noteErasures(deps.env.ledgerDir, missing)
  } catch {
    // Nothing is erased without it, and reports are taken in all the same.
    deps.log.error({ lines: missing.length }, 'the ledger of what was erased cannot be written')
  }
}

/** The same for these lines of the ledger. */
export async function eraseAgain(deps: Deps, erasures: readonly Erasure[]): Promise<Replayed> {
  const done = { incidents: 0, reports: 0, tombstones: 0 }
  for (const organisationId of new Set(erasures.map((one) => one.organisationId))) {
    const here = erasures.filter((one) => one.organisationId === organisationId)
    for (let i = 0; i < here.length; i += atOnce) await eraseSome(deps, organisationId, here.slice(i, i + atOnce), done)
  }
  return done
}

async function eraseSome(deps: Deps, organisationId: string, lines: readonly Erasure[], done: Replayed) {
  const incidents = lines.flatMap((line) => ('incidentId' in line ? [{ id: line.incidentId, at: line.at }] : []))
  const reports = lines.flatMap((line) => ('reportId' in line ? [{ id: line.reportId, at: line.at }] : []))
  const board = wholeBoard({ organisationId })
  const living = await deps.db.inBoard(board, (tx) => findLiving(tx, incidents.map(idOf), reports.map(idOf)))
  for (const { id, at } of incidents.filter((one) => living.has(one.id))) done.incidents += (await eraseIncidentAgain(deps, organisationId, id, at)) ? 1 : 0
  for (const { id, at } of reports.filter((one) => living.has(one.id))) done.reports += (await eraseReportAgain(deps, organisationId, id, at)) ? 1 : 0
  const entries = lines.flatMap((line) => ('entryId' in line ? [{ id: line.entryId, at: line.at }] : []))
  for (const { id, at } of entries) await deps.db.inBoard(board, (tx) => updateErasedEntry(tx, id, at))
  // What this database never had: a phone that still holds it is told that it is gone, and does not send it again.
  const known = new Set(await deps.db.outside((sql) => findTombstones(sql, reports.map(idOf))))
  const rows = reports.filter(({ id }) => !known.has(id)).map(({ id, at }) => ({ id, organisationId, erasedAt: at }))
  done.tombstones += (await deps.db.outside((sql) => saveTombstones(sql, rows))).length
}

const idOf = (one: { id: string }) => one.id

const eraseIncidentAgain = (deps: Deps, organisationId: string, incidentId: string, at: string) =>
  deps.db.inBoard(wholeBoard({ organisationId }), async (tx) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident || incident.erasedAt) return false
    const reports = await lockReports(tx, incidentId)
    const ids = reports.filter((row) => !row.erasedAt).map((row) => row.id)
    await updateErasedReports(tx, incidentId, ids, at)
    await updateErasedIncident(tx, incidentId, at)
    await append(deps, tx, system, { type: 'incident.erased', subjectId: incidentId, incidentId, facts: { reports: ids.length, why: 'ledger' } })
    return true
  })

const eraseReportAgain = (deps: Deps, organisationId: string, reportId: string, at: string) =>
  deps.db.inBoard(wholeBoard({ organisationId }), async (tx) => {
    const incidentId = await incidentOfReport(tx, reportId)
    if (!incidentId || !(await lockIncident(tx, incidentId))) return false
    const reports = await lockReports(tx, incidentId)
    if (reports.some((row) => row.id === reportId && row.erasedAt)) return false
    await updateErasedReports(tx, incidentId, [reportId], at)
    // A report that stood alone is erased only once its incident is closed; the back-up is from before that, and nothing is left that could ring.
    const last = reports.every((row) => row.erasedAt || row.id === reportId)
    if (last) await closeIncident(tx, incidentId, at)
    await append(deps, tx, system, { type: 'report.erased', subjectId: reportId, incidentId, reportId, facts: { why: 'ledger', last } })
    return true
  })
