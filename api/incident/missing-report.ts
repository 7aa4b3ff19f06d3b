import { Problem, type ProblemCode } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { findReportIds } from './report-store.ts'

/**
 * Why there is nothing to give: the report was erased on purpose, so that a phone sends nothing of it again, or it is not his.
 * Whoever has the id is told no more than reconcile tells him.
 */
export async function missingReport(deps: Deps, reportId: string, otherwise: ProblemCode = 'report.notFound'): Promise<Problem> {
  const [claim] = await deps.db.outside((sql) => findReportIds(sql, [reportId]))
  return new Problem(claim?.erasedAt ? 'report.erased' : otherwise)
}
