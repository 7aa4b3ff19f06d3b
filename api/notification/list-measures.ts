import { actorIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import type { ListedMeasure, MeasureList } from '../../shared/notification/measures.ts'
import { allow } from '../access/allow.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { listMeasureRows } from './measure-store.ts'
import { measureNames, measureView } from './measures-of.ts'

const most = 300

/** What still has to be done, over every incident of every board this reader may see, closed ones too; the nearest date first. `all`: also what was done or dropped. */
export async function listMeasures(deps: Deps, actors: readonly [Actor, ...Actor[]], { all }: { all: boolean }): Promise<MeasureList> {
  const readers = actors.filter((actor) => can(actor, 'measure.change'))
  if (readers.length === 0) allow(actors[0], 'measure.change')
  const items: ListedMeasure[] = []
  for (const actor of readers) {
    await deps.db.inBoard(actor, async (tx) => {
      items.push(...(await listedAt(deps, tx, actor, all)))
      await append(deps, tx, actor, { type: 'incident.listed', subjectId: actor.personId, facts: { measures: true } })
    })
  }
  const sorted = items.toSorted(byDate)
  return { items: sorted.slice(0, most), more: sorted.length > most }
}

async function listedAt(deps: Deps, tx: BoardTx, actor: Actor, all: boolean): Promise<ListedMeasure[]> {
  const rows = await listMeasureRows(tx, { all, limit: most + 1 })
  const name = await measureNames(
    deps,
    tx,
    rows.map((row) => row.measure),
  )
  const keys = new Map<string, DataKey>()
  const listed: ListedMeasure[] = []
  for (const { measure, incident, organisationName } of rows) {
    const key = keys.get(incident.id) ?? (await incidentKey(deps.keys, tx, incident.id))
    keys.set(incident.id, key)
    const about = { incidentId: incident.id, organisationId: tx.organisationId, organisationName, number: numberOf(incident), kind: incident.kind }
    const may = can(actorIn(actor, incident), 'measure.change')
    listed.push({
      ...(await measureView(tx, key, measure, name)),
      ...{ ...about, closed: incident.state === 'closed', mine: measure.ownerId === actor.personId, may },
    })
  }
  return listed
}

const rank = ({ state, dueOn }: ListedMeasure) => `${state === 'open' ? 0 : 1} ${dueOn ?? '9999-99-99'}`
const byDate = (a: ListedMeasure, b: ListedMeasure) => rank(a).localeCompare(rank(b)) || a.id.localeCompare(b.id)
