import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import { unseal } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findFile, findIncident } from './fact-store.ts'
import { contextOf, unsealAt } from './sealed-facts.ts'

/** One file of an incident, opened and logged. Refuses: incident.notFound, incident.erased, file.notFound. */
export async function readFile(deps: Deps, actors: readonly Actor[], { incidentId, fileId }: { incidentId: string; fileId: string }) {
  return inOneOf(deps, actors, async (tx, actor) => {
    if (!(await findIncident(tx, incidentId))) return undefined
    allow(actor, 'file.read')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const row = await findFile(tx, incidentId, fileId)
    if (!row) throw new Problem('file.notFound')
    const place = { table: 'incident_file', incidentId, id: fileId } as const
    const bytes = await unseal(key, contextOf(tx, { ...place, field: 'content' }), row.contentSealed)
    const name = await unsealAt(tx, key, { ...place, field: 'name' }, row.nameSealed)
    await append(deps, tx, actor, { type: 'file.read', subjectId: fileId, incidentId })
    return { bytes, name, contentType: row.contentType }
  })
}
