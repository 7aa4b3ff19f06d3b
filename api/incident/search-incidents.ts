import type { Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import type { ReportKind } from '../../shared/incident/report.ts'
import type { SearchHit, SearchHits } from '../../shared/incident/search-views.ts'
import { mostWords, wordsOf } from '../../shared/incident/search-words.ts'
import type { IncidentState } from '../../shared/incident/status.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { boardKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findHits, findSearchOn, type Hit } from './search-store.ts'
import { tokenOf } from './search-tokens.ts'

const mostHits = 50

/**
 * The incidents in which all of these words stand, of the boards that have searching on and as far as the reader sees them; one event
 * in each board's log, without the words. Refuses: search.words, search.off (at all of his boards).
 */
export async function searchIncidents(deps: Deps, actors: readonly Actor[], typed: string): Promise<SearchHits> {
  const words = wordsOf(typed)
  if (words.length === 0 || words.length > mostWords) throw new Problem('search.words', { field: 'words', limit: mostWords })
  const found: Hit[] = []
  const notSearched: string[] = []
  for (const actor of actors) {
    await deps.db.inBoard(actor, async (tx) => {
      allow(actor, 'incident.search')
      if (!(await findSearchOn(tx))) return void notSearched.push(actor.organisationId)
      const key = await boardKey(deps.keys, tx)
      const hits = await findHits(tx, await Promise.all(words.map((word) => tokenOf(key, word))), mostHits + 1)
      found.push(...hits)
      return append(deps, tx, actor, { type: 'incident.searched', subjectId: actor.personId, facts: { hits: hits.length } })
    })
  }
  if (notSearched.length === actors.length) throw new Problem('search.off')
  const newest = found.toSorted((a, b) => b.incident.receivedAt.localeCompare(a.incident.receivedAt))
  return { items: newest.slice(0, mostHits).map(hitOf), more: newest.length > mostHits, notSearched }
}

const hitOf = ({ incident, organisationName }: Hit): SearchHit => ({
  id: incident.id,
  organisationId: incident.organisationId,
  organisationName,
  number: numberOf(incident),
  kind: incident.kind as ReportKind,
  state: incident.state as IncidentState,
  receivedAt: incident.receivedAt,
})
