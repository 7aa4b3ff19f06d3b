import { nobodyLeft, seatsIn } from '../../shared/access/fence.ts'
import { Problem } from '../../shared/problem.ts'
import { auditorsOf, teamOf, type TeamMember } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { isPerson, recusalsOf } from './fence-store.ts'
import type { IncidentRow } from './report-store.ts'

type Around = Pick<IncidentRow, 'id' | 'audience' | 'recused'>

/**
 * Who can be kept away by hand: the team and whoever sits for somebody of it. The last one who reviews the log of this incident
 * only steps aside himself: no one else takes that look away.
 */
export async function candidatesFor(deps: Deps, tx: BoardTx, { recused }: Pick<Around, 'recused'>, by: string): Promise<TeamMember[]> {
  const reviewing = (await auditorsOf(deps, tx)).filter((id) => !recused.includes(id))
  const last = (id: string) => id !== by && reviewing.every((one) => one === id) && reviewing.includes(id)
  return (await teamOf(deps, tx)).filter(({ personId }) => !recused.includes(personId) && !last(personId))
}

/** Refuses: person.notFound, person.notInTeam, person.onlyAuditor. */
export async function needCandidate(deps: Deps, tx: BoardTx, incident: Around, { personId, by }: { personId: string; by: string }): Promise<void> {
  if (!(await isPerson(tx, personId))) throw new Problem('person.notFound')
  if ((await candidatesFor(deps, tx, incident, by)).some((one) => one.personId === personId)) return
  throw new Problem((await teamOf(deps, tx)).some((one) => one.personId === personId) ? 'person.onlyAuditor' : 'person.notInTeam')
}

/** Whether nobody is left who may take it in hand, but perhaps somebody who kept the others away himself. */
export async function isNobodyLeft(deps: Deps, tx: BoardTx, { id, audience, recused }: Around): Promise<boolean> {
  if (recused.length === 0) return false
  const seeing = (await teamOf(deps, tx)).filter((one) => seatsIn(one, { audience, recused }).length > 0)
  const byHand = (await recusalsOf(tx, id)).filter(({ why, setBy, personId }) => why === 'byHand' && setBy !== personId)
  return nobodyLeft(
    seeing.map(({ personId }) => personId),
    byHand.flatMap(({ setBy }) => setBy ?? []),
  )
}
