import { numberOf } from '../../shared/incident/number.ts'
import { settleReportTimes } from '../../shared/deadline/report-times.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import { makeBatch, oncePerStore } from '../batch.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { appendAll, system, type Happened } from '../events/append.ts'
import { withFences } from './fence-of-report.ts'
import { saveRecusals } from './fence-store.ts'
import { numbersFor } from './incident-numbers.ts'
import { newIncident, placeOf, type Intake as Prepared } from './new-incident.ts'
import { claimReports, saveReports, type NewReport } from './report-store.ts'
import { saveWords, searchableText } from './search-tokens.ts'

/** A report that was read and allowed and waits for its place. */
export type Waiting = Omit<Prepared, 'times' | 'receivedAt'> & { deviceNow: string | undefined; arrivedAt: string; notice?: ProcessorNotice }
/** The report is a processor's notice: ids and moments, for the job that notes it (api/notification). */
type ProcessorNotice = { processorId: string; noticeReceivedAt: string; processorAwareAt: string | null }
type Stored = Pick<NewReport, 'incident' | 'report'>

/** As many as share one transaction at most: their photos come later, so this is a few hundred kilobytes. */
const largestBatch = 32

type TakeIn = (waiting: Waiting) => Promise<Stored | undefined>

/**
 * Stores a report; gives its rows once they are on disk, or undefined when the id was there before. Reports of one board that
 * wait at the same moment share a transaction: its numbers are given one by one, so they would queue for each other anyway,
 * and 500 phones that come online at once pay for one disk write together.
 */
export const intakeOf = oncePerStore((deps): TakeIn => {
  const boards = new Map<string, TakeIn>()
  return (waiting) => {
    const { organisationId } = waiting.actor
    const known = boards.get(organisationId)
    if (known) return known(waiting)
    const fresh = makeBatch<Waiting, Stored | undefined>(largestBatch, (batch) => deps.db.inBoard({ organisationId }, (tx) => storeReports(deps, tx, batch)))
    boards.set(organisationId, fresh)
    return fresh(waiting)
  }
})

/** What each became, in the same order; undefined for an id that was taken before, here or earlier in the batch. */
async function storeReports(deps: Deps, tx: BoardTx, batch: readonly Waiting[]): Promise<(Stored | undefined)[]> {
  const receivedAt = deps.clock.now()
  const year = Number(amsterdamDay(receivedAt).slice(0, 4))
  const claimed = new Set(
    await claimReports(
      tx,
      batch.map(({ id }) => id),
    ),
  )
  const fresh = batch.filter(({ id }) => claimed.delete(id))
  if (fresh.length === 0) return batch.map(() => undefined)
  const placed = []
  for (const waiting of fresh) placed.push({ waiting, place: await placeOf(deps, tx, waiting) })
  await boardKey(deps.keys, tx)
  const settled = placed.map(({ waiting: { deviceNow, arrivedAt, ...waiting }, place }) => {
    const times = settleReportTimes({ ...waiting.read.times, deviceNow, arrivedAt, receivedAt })
    return { waiting, place, times, read: waiting.read, reportedAt: times.reportedAt }
  })
  const fenced = await withFences(tx, settled, receivedAt)
  const made = await Promise.all(fenced.map(({ waiting, place, times, fence }) => newIncident(deps, tx, { ...waiting, times, receivedAt }, place, fence)))
  const numbers = await numbersFor(
    deps,
    tx,
    year,
    made.map(({ incident }) => incident.recused.length > 0),
  )
  const rows = made.map((one, i) => ({ ...one, incident: { ...one.incident, year, sequence: numbers[i] ?? 0 } }))
  await saveReports(tx, rows)
  const recusals = rows.flatMap(recusalsIn)
  await saveRecusals(tx, recusals)
  const said = rows.map(({ report }, i) => ({ incidentId: report.incidentId, sourceId: report.id, text: fresh[i] ? searchableText(fresh[i].read) : '' }))
  await saveWords(deps.keys, tx, said)
  await appendAll(deps, tx, [...rows.map((row, i) => reported(row, fresh[i]?.notice)), ...recusals.map(recused)])
  return batch.map((waiting) => rows[fresh.indexOf(waiting)])
}

/** Everybody his report said it was not for, one row each. */
const recusalsIn = ({ incident: { organisationId, id: incidentId, recused, receivedAt: setAt } }: Made) =>
  (recused ?? []).map((personId) => ({ organisationId, incidentId, personId, why: 'notTo' as const, setAt }))

const recused = ({ incidentId, personId }: { incidentId: string; personId: string }): Happened => ({
  actor: system,
  event: { type: 'incident.recused', subjectId: personId, incidentId, facts: { why: 'notTo' } },
})

type Made = NewReport & { actor: Happened['actor']; key: Happened['key'] }

function reported({ actor, key, incident, report }: Made, notice?: ProcessorNotice): Happened {
  const { id: incidentId, schoolId, discreet, awareAt, deadlineAt } = incident
  const fence: Record<string, number> = incident.recused && incident.recused.length > 0 ? { recused: incident.recused.length } : {}
  const facts = {
    ...fence,
    ...notice,
    kind: report.kind,
    schoolId: schoolId ?? null,
    number: numberOf(incident),
    discreet,
    addressee: report.addressee,
    awareAt,
    deadlineAt,
  }
  return { actor, key, event: { type: 'incident.reported', subjectId: incidentId, incidentId, reportId: report.id, facts } }
}
