import type { Actor } from '../../shared/access/roles.ts'
import { missingOf, occurredOn, type Entry } from '../../shared/register/entry.ts'
import type { EntryView } from '../../shared/register/register-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { deleteTokens, saveWords } from '../incident/search-tokens.ts'
import type { Lang } from '../text.ts'
import { keepEntry } from './entry-jobs.ts'
import { entryText, openEntry, sealEntry } from './entry-seal.ts'
import { addresseeOf, findEntry, lockIncident, updateEntry, type EntryRow, type IncidentRow } from './entry-store.ts'
import { proposedEntry } from './proposed-entry.ts'
import { entryView } from './read-entry.ts'

type Save = { incidentId: string; revision: number; fields: Entry; complete?: boolean | undefined; noNames?: boolean | undefined; lang: Lang }

/**
 * Writes down the fields that were changed; `complete` takes over what the file proposed for the rest and asks every field of VII-E.
 * Refuses: incident.notFound, access.denied, incident.erased, register.changed (somebody saved meanwhile), register.incomplete (names the
 * field), register.names (nobody said that it names no one).
 */
export async function saveRegisterEntry(deps: Deps, actors: readonly Actor[], input: Save): Promise<EntryView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'register.edit', incident, { addressee: await addresseeOf(tx, incident.id) })
    if (incident.erasedAt) throw new Problem('incident.erased')
    const row = (await keepEntry(deps, tx, incident.id)) ?? (await findEntry(tx, incident.id))
    if (!row || row.revision !== input.revision) throw new Problem('register.changed')
    const { key, entry: written } = await openEntry(deps.keys, tx, row)
    if (!key) throw new Problem('incident.erased')
    const entry = await nextEntry(deps, tx, { incident, row, written }, input)
    const entrySealed = await sealEntry(tx.organisationId, key, incident.id, entry)
    const set = { complete: input.complete === true, revision: row.revision + 1, setBy: actor.personId, setAt: deps.clock.now() }
    await updateEntry(tx, incident.id, { ...set, registerKind: entry.registerKind ?? null, occurredOn: occurredOn(entry), entrySealed })
    await deleteTokens(tx, incident.id, [incident.id])
    await saveWords(deps.keys, tx, [{ incidentId: incident.id, sourceId: incident.id, text: entryText(entry) }])
    const view = await entryView(deps, tx, actor, { incident, lang: input.lang })
    const facts = { revision: set.revision, complete: set.complete }
    await append(deps, tx, actor, { type: 'register.entrySaved', subjectId: incident.id, incidentId: incident.id, facts })
    return view
  })
}

type Place = { incident: IncidentRow; row: EntryRow; written: Entry }

async function nextEntry(deps: Deps, tx: BoardTx, { incident, row, written }: Place, { fields, complete, noNames, lang }: Save): Promise<Entry> {
  if (!complete) return { ...written, ...fields }
  const whole = { ...(await proposedEntry(deps, tx, incident, lang)), ...written, ...fields }
  const [missing] = missingOf(whole, row)
  if (missing !== undefined) throw new Problem('register.incomplete', { field: missing })
  if (noNames !== true) throw new Problem('register.names', { field: 'noNames' })
  return whole
}
