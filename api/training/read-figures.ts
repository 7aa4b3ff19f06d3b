import type { Actor } from '../../shared/access/roles.ts'
import { figuresDue } from '../../shared/training/figure-calendar.ts'
import type { FigureReport, FiguresView } from '../../shared/training/figure-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findNewestReport, listSchools, schoolsLedBy } from './figure-store.ts'

/** The figures of this week; a school's leader sees his schools and the board as a whole. Nothing is counted here. Refuses: access.denied. */
export async function readFigures(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<FiguresView> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.readFigures')
    const now = deps.clock.now()
    const [newest, due] = [await findNewestReport(tx, now), figuresDue(now)]
    const led = actor.roles.some((role) => role === 'dpo' || role === 'chair') ? null : await schoolsLedBy(tx, actor.personId, now)
    const schools = (await listSchools(tx)).filter(({ id }) => led === null || led.includes(id))
    const view = {
      organisationId,
      madeAt: newest?.madeAt ?? null,
      nextAt: due.next,
      report: newest ? (led === null ? newest.report : onlyFor(newest.report, led)) : null,
      schools,
    }
    await append(deps, tx, actor, { type: 'training.figuresRead', subjectId: organisationId })
    return view
  })
}

/** Whole lines or nothing: the board, which is the first, and what is about these schools alone. */
function onlyFor(report: FigureReport, led: readonly string[]): FigureReport {
  const isHis = (schoolIds: readonly (string | null)[]) => schoolIds.every((id) => id !== null && led.includes(id))
  return {
    ...report,
    lines: report.lines.filter(({ block }, at) => at === 0 || isHis(block.schoolIds)),
    reporting: report.reporting.filter(({ schoolIds }) => schoolIds === null || isHis(schoolIds)),
  }
}
