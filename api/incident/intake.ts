import { settleReportTimes } from '../../shared/deadline/report-times.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { appendAll, type Happened } from '../events/append.ts'
import { newIncident, type Intake as Prepared } from './new-incident.ts'
import { claimReports, numberOf, saveReports, takeNumbers, type NewReport } from './report-store.ts'

/** A report that was read and allowed and waits for its place. */
export type Waiting = Omit<Prepared, 'times' | 'receivedAt'> & { deviceNow: string | undefined }
type Stored = Pick<NewReport, 'incident' | 'report'>
type Ticket = { waiting: Waiting; resolve: (stored: Stored | undefined) => void; reject: (error: unknown) => void }

export interface Intake {
  /** The rows once they are on disk; undefined when the id was there before. */
  takeIn: (waiting: Waiting) => Promise<Stored | undefined>
}

/** As many as share one transaction at most: their photos come later, so this is a few hundred kilobytes. */
const largestBatch = 32
const intakes = new WeakMap<Deps['db'], Intake>()

/** One intake per store in this process. */
export function intakeOf(deps: Deps): Intake {
  const known = intakes.get(deps.db)
  if (known) return known
  const made = makeIntake(deps)
  intakes.set(deps.db, made)
  return made
}

/**
 * Reports of one board that wait at the same moment share a transaction: its numbers are given one by one, so they would queue
 * for each other anyway, and 500 phones that come online at once pay for one disk write together. Nobody waits for company: a
 * report alone goes at once. One that cannot be stored does not stand in the way of the others: they are tried again alone.
 */
function makeIntake(deps: Deps): Intake {
  const queues = new Map<string, Ticket[]>()

  async function work(organisationId: string, queue: Ticket[]) {
    while (queue.length > 0) {
      const batch = queue.splice(0, largestBatch)
      await store(organisationId, batch).catch(async (error: unknown) => {
        const together = batch.length === 1 || error instanceof Problem
        if (together) return batch.forEach((ticket) => ticket.reject(error))
        for (const ticket of batch) await store(organisationId, [ticket]).catch(ticket.reject)
      })
    }
    queues.delete(organisationId)
  }

  async function store(organisationId: string, batch: readonly Ticket[]) {
    const stored = await deps.db.inBoard({ organisationId }, (tx) => storeReports(deps, tx, batch.map((ticket) => ticket.waiting)))
    batch.forEach((ticket, i) => ticket.resolve(stored[i]))
  }

  return {
    takeIn: (waiting) =>
      new Promise((resolve, reject) => {
        const { organisationId } = waiting.actor
        const queue = queues.get(organisationId)
        const ticket = { waiting, resolve, reject }
        if (queue) return void queue.push(ticket)
        const fresh = [ticket]
        queues.set(organisationId, fresh)
        void work(organisationId, fresh)
      }),
  }
}

/** What each became, in the same order; undefined for an id that was taken before, here or earlier in the batch. */
async function storeReports(deps: Deps, tx: BoardTx, batch: readonly Waiting[]): Promise<(Stored | undefined)[]> {
  const receivedAt = deps.clock.now()
  const year = Number(amsterdamDay(receivedAt).slice(0, 4))
  const claimed = new Set(await claimReports(tx, batch.map(({ id }) => id)))
  const fresh = batch.filter(({ id }) => claimed.delete(id))
  if (fresh.length === 0) return batch.map(() => undefined)
  const made = []
  for (const { deviceNow, ...waiting } of fresh) {
    const times = settleReportTimes({ ...waiting.read.times, deviceNow, receivedAt })
    made.push(await newIncident(deps, tx, { ...waiting, times, receivedAt }))
  }
  const first = await takeNumbers(tx, year, fresh.length)
  const rows = made.map((one, i) => ({ ...one, incident: { ...one.incident, year, sequence: first + i } }))
  await saveReports(tx, rows)
  await appendAll(deps, tx, rows.map(reported))
  return batch.map((waiting) => rows[fresh.indexOf(waiting)])
}

function reported({ actor, key, incident, report }: NewReport & { actor: Happened['actor']; key: Happened['key'] }): Happened {
  const { id: incidentId, schoolId, discreet, awareAt, deadlineAt } = incident
  const facts = { kind: report.kind, schoolId: schoolId ?? null, number: numberOf(incident), discreet, addressee: report.addressee, awareAt, deadlineAt }
  return { actor, key, event: { type: 'incident.reported', subjectId: incidentId, incidentId, reportId: report.id, facts } }
}
