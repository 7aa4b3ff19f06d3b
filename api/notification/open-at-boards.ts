import type { Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { currentShape } from '../../shared/incident/report-lists.ts'
import type { OpenedAt, OpenItem } from '../../shared/notification/processors.ts'
import { Problem } from '../../shared/problem.ts'
import { actorAt, allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { intakeOf } from '../incident/intake.ts'
import { readReport } from '../incident/read-report.ts'
import { underPressure } from '../pressure.ts'
import { say, type Lang } from '../text.ts'
import { noticeMoments } from './notice-moments.ts'
import { findOpened, findProcessor } from './processor-store.ts'

type Input = { items: readonly OpenItem[]; arrivedAt: string; lang: Lang }

/**
 * One processor's notice opens a file at each board it concerns, through the intake that every report goes through: each in a transaction of
 * its own, so that a board where it fails undoes none of the others. Sent twice it makes nothing twice. Refuses nothing itself: per board it
 * says what became of it, as access.denied, processor.notFound, processor.ended, processor.noticeInFuture, processor.beforeAware, report.idTaken.
 */
export async function openAtBoards(deps: Deps, actors: readonly Actor[], { items, arrivedAt, lang }: Input): Promise<OpenedAt[]> {
  const answers: OpenedAt[] = []
  for (const item of items) answers.push(await openAt(deps, actors, item, arrivedAt).catch((error: unknown) => refused(deps, item, lang, error)))
  return answers
}

async function openAt(deps: Deps, actors: readonly Actor[], item: OpenItem, arrivedAt: string): Promise<OpenedAt> {
  const actor = actorAt(actors, item.organisationId)
  const looked = await deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'processor.open')
    const [processor, opened] = [await findProcessor(tx, item.processorId), await findOpened(tx, item.id)]
    return { processor, opened }
  })
  if (looked.opened) return repeated(item, looked.opened)
  const { processor } = looked
  if (!processor) throw new Problem('processor.notFound')
  if (processor.endedAt) throw new Problem('processor.ended')
  const moments = noticeMoments(deps, item)
  const bytes = new TextEncoder().encode(JSON.stringify(reportOf(deps, item, { ...moments, name: processor.name })))
  const notice = { processorId: processor.id, ...moments }
  const stored = await underPressure(deps, () =>
    intakeOf(deps)({ actor, id: item.id, bytes, read: readReport(bytes), deviceNow: deps.clock.now(), arrivedAt, notice }),
  )
  if (!stored) return taken(deps, actor, item)
  return {
    ...said(item, 'opened'),
    incidentId: stored.incident.id ?? null,
    number: numberOf({ year: stored.incident.year, sequence: stored.incident.sequence }),
  }
}

/** What the form would have written: noticed when it lay in the board's mailbox, whenever that was read (protocol 7). */
const reportOf = (deps: Deps, { organisationId, kind, text }: OpenItem, { noticeReceivedAt, name }: { noticeReceivedAt: string; name: string }) => ({
  ...{ shape: currentShape, organisationId, kind, description: text, atProcessor: name },
  ...{ discoveredAt: noticeReceivedAt, discoveredBasis: 'picked', reportedAt: deps.clock.now() },
})

/** The same id came in while this one was on its way. */
async function taken(deps: Deps, actor: Actor, item: OpenItem): Promise<OpenedAt> {
  const opened = await deps.db.inBoard(actor, async (tx) => (await findOpened(tx, item.id)) ?? null)
  if (!opened) throw new Problem('report.idTaken')
  return repeated(item, opened)
}

function repeated(item: OpenItem, { incident, processorId }: NonNullable<Awaited<ReturnType<typeof findOpened>>>): OpenedAt {
  if (processorId !== item.processorId) throw new Problem('report.idTaken')
  return { ...said(item, 'repeated'), incidentId: incident.id, number: numberOf(incident) }
}

const said = ({ id, organisationId }: OpenItem, status: OpenedAt['status']): OpenedAt => ({
  ...{ id, organisationId, status, incidentId: null, number: null, code: null, detail: null },
})

/** What nobody foresaw is no reason to stop either: the other boards wait for their file, and this one is asked for again. */
function refused(deps: Deps, item: OpenItem, lang: Lang, error: unknown): OpenedAt {
  const problem = error instanceof Problem ? error : new Problem('server.error')
  if (!(error instanceof Problem)) deps.log.error({ error: (error as Error).name }, 'a file could not be opened at a board')
  const { field, limit } = problem.detail
  const detail = say(lang, `problem.${problem.code}.detail`, { field: field ?? '', limit: String(limit ?? ''), seconds: '' })
  return { ...said(item, 'refused'), code: problem.code, detail }
}
