import type { Actor } from '../../shared/access/roles.ts'
import { classificationOf } from '../../shared/register/columns.ts'
import type { ImportPreview } from '../../shared/register/register-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { readImport, type ImportFile, type ImportRead } from './read-import.ts'
import { knownWords } from './register-words.ts'
import { listSchools } from './register-store.ts'

const mostSaid = 100
const sampled = 5

/** What would be taken over from this file, and what is wrong with it row by row; nothing is written, and the file is not kept. Refuses: access.denied, and what `readImport` refuses. */
export async function previewImport(deps: Deps, actors: readonly Actor[], input: ImportFile & { organisationId: string }): Promise<ImportPreview> {
  const actor = actorAt(actors, input.organisationId)
  await deps.limits.take('importPerPerson', actor.identityId)
  const schools = await deps.db.inBoard(wholeBoard(actor), (tx) => {
    allow(actor, 'register.import')
    return listSchools(tx)
  })
  const { headings, mapping, rows } = await readImport(deps, knownWords(schools), deps.clock.now(), input)
  const wrong = rows.filter(({ errors }) => errors.length > 0)
  return {
    ...{ headings, mapping, rows: rows.length, wrong: wrong.length },
    errors: wrong.slice(0, mostSaid).map(({ at, errors }) => ({ row: at, said: errors })),
    notes: rows
      .filter(({ notes }) => notes.length > 0)
      .slice(0, mostSaid)
      .map(({ at, notes }) => ({ row: at, said: notes })),
    sample: rows.flatMap((read) => sampleOf(read)).slice(0, sampled),
  }
}

const sampleOf = ({ at, row }: ImportRead['rows'][number]): ImportPreview['sample'] =>
  row
    ? [
        {
          row: at,
          description: row.entry.description?.slice(0, 160) ?? '',
          awareAt: row.awareAt,
          registerKind: row.registerKind,
          classification: classificationOf(row),
        },
      ]
    : []
