import { between, days, latest, plus, type Instant } from '../../shared/instant.ts'
import { figuresDue, lastPeriod, lastQuarter, schoolYearAt } from '../../shared/training/figure-calendar.ts'
import { blockKey, formGroups, isTimeToForm, widenBlocks, type FigurePerson } from '../../shared/training/figure-groups.ts'
import type { FigureReport } from '../../shared/training/figure-views.ts'
import { makeLines, sharesOf, type GroupFacts } from '../../shared/training/figures.ts'
import { modules } from '../../shared/training/modules.ts'
import { reportingLines, withQuarter } from '../../shared/training/reporting-figures.ts'
import { defaultTraining, lowestFloor, type TrainingSettings } from '../../shared/training/training-settings.ts'
import { oncePerStore } from '../batch.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { macText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { listBoards } from '../events/chain-store.ts'
import { giveWay } from '../pressure.ts'
import { countGroups } from './figure-counts.ts'
import {
  deleteOld,
  deleteUntimely,
  findBoard,
  findFigurePeople,
  findGroups,
  findNewestReport,
  findTimedReports,
  findWithoutLearner,
  lockBoard,
  saveGroup,
  saveLearners,
  saveReport,
  type ReportRow,
  updateBlock,
  updateSaid,
} from './figure-store.ts'

/** How long after four weeks are over they can still be counted: answers live for thirty days. */
const countableFor = days(2)
/** How long a report is kept after it was made; only the newest is ever shown. */
const keptFor = days(365)
/** What is old goes where the report before is no older than this: after one from a clock that ran ahead nothing is gone. */
const inARow = days(62)
/** So many learners' rows are written at a time: whatever else this process has to do goes in between. */
const rowsAtOnce = 100

const stateOf = oncePerStore(() => ({ madeFor: '' }))

/** Once a week, for each board: what is shown from then on. Two processes make one report. */
export async function makeFigures(deps: Deps, isStopping = () => false): Promise<void> {
  const [state, due] = [stateOf(deps), figuresDue(deps.clock.now()).since]
  if (state.madeFor === due) return
  const boards = await deps.db.outside((sql) => listBoards(sql))
  const failures: unknown[] = []
  for (const organisationId of boards) {
    if (isStopping()) return
    await giveWay(deps)
    await makeFiguresOf(deps, organisationId, due).catch((error: unknown) => failures.push(error))
  }
  // One board that cannot be counted holds up no other, and comes again.
  if (failures.length > 0) throw failures[0]
  state.madeFor = due
}

/** The first report of a board without waiting for anything: for the demo, where nobody comes back on Monday. */
export const makeFirstFigures = (deps: Deps, organisationId: string): Promise<void> => makeFiguresOf(deps, organisationId, 'now')

type Due = Instant | 'now'

async function makeFiguresOf(deps: Deps, organisationId: string, due: Due): Promise<void> {
  const now = deps.clock.now()
  if (!(await deps.db.inBoard({ organisationId }, async (tx) => isDue((await findBoard(tx))?.createdAt, due, await findNewestReport(tx, now))))) return
  await addLearners(deps, organisationId, now)
  await giveWay(deps)
  await deps.db.inBoard({ organisationId }, (tx) => makeReport(deps, tx, due, now))
}

/** Not in the week in which the board began. */
function isDue(createdAt: Instant | undefined, due: Due, newest: ReportRow | undefined): createdAt is Instant {
  const since = due === 'now' ? createdAt : due
  return createdAt !== undefined && since !== undefined && createdAt <= since && (newest?.madeAt ?? '') < since
}

async function makeReport(deps: Deps, tx: BoardTx, due: Due, now: Instant): Promise<void> {
  const board = await lockBoard(tx)
  const [createdAt, before] = [board?.createdAt, await findNewestReport(tx, now)]
  if (!board || !isDue(createdAt, due, before)) return
  const week = { now, settings: settingsOf(board.settings.training), createdAt, atOnce: due === 'now', before: before?.report }
  const people = await findFigurePeople(tx)
  await regroup(deps, tx, people, week)
  const report = { ...(await countLines(tx, week)), reporting: await countReporting(tx, people, week) }
  await saveReport(tx, { organisationId: tx.organisationId, id: deps.newId(), madeAt: now, report })
  await deleteUntimely(tx, now)
  if (before && between(before.madeAt, now) <= inARow) await deleteOld(tx, report.schoolYear, plus(now, -keptFor))
}

/** No floor is lower than that of everybody, whatever was saved. */
const settingsOf = (chosen: TrainingSettings = defaultTraining): TrainingSettings => ({ ...chosen, floor: Math.max(lowestFloor, chosen.floor) })

type Week = { now: Instant; settings: TrainingSettings; createdAt: Instant; atOnce: boolean; before: FigureReport | undefined }

/** Everyone who works here is counted, also whoever never opened a module. Their ids come in an order that tells nothing. */
async function addLearners(deps: Deps, organisationId: string, now: Instant) {
  const { key, missing } = await deps.db.inBoard({ organisationId }, async (tx) => ({
    key: await boardKey(deps.keys, tx),
    missing: await findWithoutLearner(tx),
  }))
  const mixed = await Promise.all(
    missing.map(async (personId) => ({ personId, place: Buffer.from(await macText(key, `learner/${personId}`)).toString('hex') })),
  )
  const rows = mixed.toSorted((a, b) => (a.place < b.place ? -1 : 1))
  const learners = rows.map(({ personId }) => ({ organisationId, id: deps.newId(), personId, createdAt: now }))
  for (let at = 0; at < learners.length; at += rowsAtOnce) {
    await giveWay(deps)
    await deps.db.inBoard({ organisationId }, (tx) => saveLearners(tx, learners.slice(at, at + rowsAtOnce)))
  }
}

/** New groups for whoever is in none, and wider lines where the floor was raised (docs/decisions/0028). */
async function regroup(deps: Deps, tx: BoardTx, people: readonly FigurePerson[], { now, settings, createdAt, atOnce }: Week) {
  const { year, from } = schoolYearAt(now)
  const common = { organisationId: tx.organisationId, schoolYear: year, formedAt: now }
  const known = await findGroups(tx, year)
  const inGroup = new Set(known.flatMap(({ members }) => members))
  const waiting = people.filter(({ learnerId }) => !inGroup.has(learnerId))
  const first = known.length === 0
  if (!first || atOnce || isTimeToForm(waiting, { now, since: latest(from, createdAt) })) {
    for (const { block, members, floor } of formGroups(waiting, { floor: settings.floor, first, everyone: people }))
      await saveGroup(tx, { ...common, id: deps.newId(), schoolIds: [...block.schoolIds], roles: [...block.roles], floor, said: {} }, members)
  }
  const groups = (await groupsShown(tx, year)).map((group) => ({ ...group, was: blockKey(group.block) }))
  for (const { id, block, was } of widenBlocks(groups, settings.floor))
    if (blockKey(block) !== was) await updateBlock(tx, id, { schoolIds: [...block.schoolIds], roles: [...block.roles] })
}

/** The groups of this year. One of whose members nothing is left is no longer shown: what it lost would tell what he had done. */
const groupsShown = async (tx: BoardTx, year: number) =>
  (await findGroups(tx, year))
    .filter(({ gone }) => !gone)
    .map(({ id, schoolIds, roles, members, here, floor, said }) => ({ id, block: { schoolIds, roles }, members, here, floor, said }))

async function countLines(tx: BoardTx, { now, settings, before }: Week): Promise<Omit<FigureReport, 'reporting'>> {
  const [{ year, from }, period] = [schoolYearAt(now), lastPeriod(now)]
  const groups = await groupsShown(tx, year)
  const counted = period !== null && before?.missedUntil === period.until
  const countable = period !== null && !counted && now <= plus(period.to, countableFor)
  const countsOf = await countGroups(tx, { schoolYear: year, since: from, period: countable ? period : null, hidden: settings.hidden })
  const facts = groups.map((group) => ({ ...group, ...countsOf(group.id) })) satisfies GroupFacts[]
  const lines = makeLines(facts, {
    floor: settings.floor,
    moduleIds: modules.map(({ id }) => id).filter((id) => !settings.hidden.includes(id)),
    missed: counted ? { kind: 'carry', from: before.lines } : { kind: 'count' },
  })
  await saveSaid(tx, facts)
  return { schoolYear: year, floor: settings.floor, missedUntil: period?.until ?? null, lines }
}

/** What was said of each group; where nothing new was said, nothing changes. */
async function saveSaid(tx: BoardTx, facts: readonly (GroupFacts & { id: string })[]) {
  for (const group of facts) {
    const said = sharesOf(
      group,
      modules.map(({ id }) => id),
    )
    if (Object.entries(said).some(([moduleId, share]) => group.said[moduleId] !== share)) await updateSaid(tx, group.id, said)
  }
}

/** A quarter is counted once, when it is over; what was said about it stays. */
async function countReporting(tx: BoardTx, people: readonly FigurePerson[], { now, settings, createdAt, before }: Week) {
  const quarter = lastQuarter(now)
  const said = before?.reporting ?? []
  if (createdAt >= quarter.to || said.some((line) => line.quarter === quarter.name)) return said
  const staff = new Map([...Map.groupBy(people, ({ schoolId }) => schoolId)].map(([schoolId, here]) => [schoolId, here.length]))
  return withQuarter(said, reportingLines(quarter.name, await findTimedReports(tx, quarter), staff, settings.floor))
}
