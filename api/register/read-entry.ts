import { actorIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { classificationOf } from '../../shared/register/columns.ts'
import { missingOf, type Entry } from '../../shared/register/entry.ts'
import type { EntryView } from '../../shared/register/register-views.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import type { Lang } from '../text.ts'
import { openEntry } from './entry-seal.ts'
import { addresseeOf, findEntry, findIncident, settledOf, type EntryRow, type IncidentRow } from './entry-store.ts'
import { proposedEntry } from './proposed-entry.ts'

/** One entry, with what its file proposes for what nobody wrote down yet; it is read after the file was erased too. Refuses: incident.notFound, access.denied. */
export async function readEntry(deps: Deps, actors: readonly Actor[], { incidentId, lang }: { incidentId: string; lang: Lang }): Promise<EntryView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allow(actor, 'register.read')
    const view = await entryView(deps, tx, actor, { incident, lang })
    await append(deps, tx, actor, { type: 'register.read', subjectId: incidentId, incidentId })
    return view
  })
}

export async function entryView(deps: Deps, tx: BoardTx, actor: Actor, { incident, lang }: { incident: IncidentRow; lang: Lang }): Promise<EntryView> {
  const row = await findEntry(tx, incident.id)
  const entry = row ? (await openEntry(deps.keys, tx, row)).entry : {}
  const settled: Settling = row ?? { ...(await settledOf(tx, incident.id)), closedAt: incident.closedAt, keepUntil: null, awareAt: incident.awareAt }
  const proposed = await withoutWritten(entry, await proposedEntry(deps, tx, incident, lang))
  const people = await peopleById(deps, tx, [row?.setBy ?? null])
  const target = { addressee: await addresseeOf(tx, incident.id) }
  return {
    ...{ incidentId: incident.id, number: numberOf(incident), origin: row?.origin ?? 'app', revision: row?.revision ?? 0, complete: row?.complete ?? false },
    ...{ entry, proposed, missing: missingOf({ ...proposed, ...entry }, settled), awareAt: settled.awareAt, ...settledView(settled) },
    ...{ closedAt: settled.closedAt, keepUntil: settled.keepUntil },
    savedAt: row && row.revision > 0 ? row.setAt : null,
    savedBy: people.get(row?.setBy ?? '')?.name ?? null,
    mayEdit: incident.erasedAt === null && can(actorIn(actor, incident), 'register.edit', target),
  }
}

const withoutWritten = (entry: Entry, proposed: Entry): Entry => Object.fromEntries(Object.entries(proposed).filter(([field]) => !(field in entry)))

type Settling = Pick<
  EntryRow,
  'scope' | 'breach' | 'authority' | 'filedAt' | 'inTime' | 'subjects' | 'toldAt' | 'toldCount' | 'awareAt' | 'closedAt' | 'keepUntil'
>

export const settledView = ({ scope, breach, authority, filedAt, inTime, subjects, toldAt, toldCount }: Settling) => ({
  ...{ classification: classificationOf({ scope, breach }), authority, filedAt, inTime, subjects, toldAt, toldCount },
})
