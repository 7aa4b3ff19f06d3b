import type { Actor } from '../../shared/access/roles.ts'
import { factLimits, type FilePurpose } from '../../shared/breach/facts-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import { mac, sameBytes, seal } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { filesOf, findFile, lockIncident, saveFile } from './fact-store.ts'
import { neutralType } from './neutral-type.ts'
import { contextOf, sealAt, unsealAt } from './sealed-facts.ts'

type Input = { incidentId: string; fileId: string; purpose: FilePurpose; name: string; bytes: Uint8Array<ArrayBuffer> }

/**
 * A file with the incident, of whatever kind. The same id, name and bytes again give the same answer. What goes to and comes from the authority is
 * kept after closing too. Refuses: incident.notFound, access.denied, incident.closed (evidence), file.empty, file.tooMany (thirty), file.idTaken.
 */
export async function addFile(deps: Deps, actors: readonly Actor[], { incidentId, fileId, purpose, name, bytes }: Input) {
  if (bytes.length === 0) throw new Problem('file.empty')
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'file.add', incident)
    const key = await incidentKey(deps.keys, tx, incidentId)
    const [contentMac, contentType] = [await mac(key, bytes), neutralType(bytes)]
    const place = { table: 'incident_file', incidentId, id: fileId } as const
    const earlier = await findFile(tx, incidentId, fileId)
    if (!earlier) {
      if (incident.state === 'closed' && purpose === 'evidence') throw new Problem('incident.closed')
      if ((await filesOf(tx, incidentId)).length >= factLimits.files) throw new Problem('file.tooMany', { limit: factLimits.files })
      await saveFile(tx, {
        ...{ organisationId: tx.organisationId, incidentId, id: fileId, purpose, contentType, bytes: bytes.length, contentMac },
        nameSealed: await sealAt(tx, key, { ...place, field: 'name' }, name),
        contentSealed: await seal(key, contextOf(tx, { ...place, field: 'content' }), bytes),
        ...{ setBy: actor.personId, setAt: deps.clock.now() },
      })
    } else {
      const same = earlier.purpose === purpose && sameBytes(earlier.contentMac, contentMac)
      if (!same || (await unsealAt(tx, key, { ...place, field: 'name' }, earlier.nameSealed)) !== name) throw new Problem('file.idTaken')
    }
    const facts = { purpose, bytes: bytes.length, contentType, repeated: earlier !== undefined }
    await append(deps, tx, actor, { type: 'file.added', subjectId: fileId, incidentId, facts }, key)
    return { first: !earlier, id: fileId }
  })
}
