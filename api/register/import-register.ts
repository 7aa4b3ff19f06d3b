import type { Actor } from '../../shared/access/roles.ts'
import { deadlineOf, legalEndOf } from '../../shared/deadline/deadline.ts'
import { noNeed } from '../../shared/deadline/kinds.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { ReportKind } from '../../shared/incident/report-lists.ts'
import type { ImportedRow, Mapping } from '../../shared/register/import-rows.ts'
import type { RegisterKind } from '../../shared/register/register-kinds.ts'
import type { ImportDone } from '../../shared/register/register-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { boardKey, newIncidentKey } from '../db/keys.ts'
import { wholeBoard } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { numbersFor } from '../incident/incident-numbers.ts'
import { saveWords } from '../incident/search-tokens.ts'
import { giveWay } from '../pressure.ts'
import { keptUntil } from './entry-jobs.ts'
import { entryText, newSealedEntry } from './entry-seal.ts'
import { findImport, lockImports, saveImported, type NewEntry, type NewIncident } from './import-store.ts'
import { readImport } from './read-import.ts'
import { listSchools } from './register-store.ts'
import { knownWords } from './register-words.ts'

type Input = { organisationId: string; importId: string; format: 'csv' | 'xlsx'; file: string; mapping: Mapping; skipErrors?: boolean | undefined }

/**
 * Takes a register over that was kept before: each row a closed incident with its entry, marked as such, in one transaction. The same
 * `importId` again takes over nothing. No alarm, no term and no training follows. Refuses: access.denied, import.rowsWrong (rows with
 * errors, and nobody said to pass them over), and what `readImport` refuses.
 */
export async function importRegister(deps: Deps, actors: readonly Actor[], input: Input): Promise<ImportDone> {
  const actor = actorAt(actors, input.organisationId)
  await deps.limits.take('importPerPerson', actor.identityId)
  const { board, schools } = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'register.import')
    return { board: await boardKey(deps.keys, tx), schools: await listSchools(tx) }
  })
  const { rows } = await readImport(deps, knownWords(schools), deps.clock.now(), input)
  const good = rows.flatMap(({ row }) => row ?? [])
  const skipped = rows.length - good.length
  if (good.length === 0 || (skipped > 0 && input.skipErrors !== true)) throw new Problem('import.rowsWrong', { limit: skipped })
  const made = await sealAll(deps, board, actor, good)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'register.import')
    await lockImports(tx)
    const before = await findImport(tx, input.importId)
    if (before !== null) return { taken: before, skipped, already: true }
    const incidents: NewIncident[] = []
    for (const [year, ofYear] of Map.groupBy(made, ({ incident }) => incident.year)) {
      const numbers = await numbersFor(
        deps,
        tx,
        year,
        ofYear.map(() => false),
      )
      for (const [at, { incident, id }] of ofYear.entries()) {
        // The key of an erased file is thrown away: each has one of its own, also where nothing is sealed under it yet.
        const { wrapped } = await newIncidentKey(deps.keys, tx, id)
        incidents.push({ ...incident, sequence: numbers[at] ?? 0, wrappedKey: wrapped })
      }
    }
    await saveImported(
      tx,
      incidents,
      made.map(({ entry }) => entry),
    )
    await saveWords(
      deps.keys,
      tx,
      made.map(({ id, text }) => ({ incidentId: id, sourceId: id, text })),
    )
    const facts = { taken: made.length, skipped }
    await append(deps, tx, actor, { type: 'register.imported', subjectId: input.importId, facts })
    return { ...facts, already: false }
  })
}

type Made = { id: string; incident: Omit<NewIncident, 'sequence' | 'wrappedKey'>; entry: NewEntry; text: string }

/** Before the transaction, some at a time: reports go first. Oldest first, so that numbers run with the days. */
async function sealAll(deps: Deps, board: DataKey, actor: Actor, rows: readonly ImportedRow[]): Promise<Made[]> {
  const made: Made[] = []
  const now = deps.clock.now()
  for (const [at, row] of rows.toSorted((a, b) => a.awareAt.localeCompare(b.awareAt)).entries()) {
    if (at % 250 === 0) await giveWay(deps)
    const id = deps.newId()
    const sealed = await newSealedEntry(board, actor.organisationId, id, row.entry)
    const incident = incidentOf(actor.organisationId, id, row, now)
    made.push({ id, incident, entry: { ...sealed, ...entryRow(actor, id, row, now) }, text: entryText(row.entry) })
  }
  return made
}

/** A report's kind, for lists that know no other. */
const kindOf: Partial<Record<RegisterKind, ReportKind>> = {
  ...{ wrongRecipient: 'wrongRecipient', recipientsVisible: 'wrongRecipient', letterWrongPerson: 'wrongRecipient', letterLost: 'paperLost' },
  ...{ carrierLost: 'deviceLost', hacking: 'accountCompromised', phishing: 'suspiciousMessage', malware: 'dataUnavailable' },
  ...{ wrongAuthorisation: 'unauthorisedView', folderTooWide: 'unauthorisedView' },
}

/** Over and done with before it came here: closed, nothing runs on it, and nobody is rung. */
function incidentOf(
  organisationId: string,
  id: string,
  { registerKind, schoolId, awareAt, closedAt, filedAt, inTime }: ImportedRow,
  now: Instant,
): Made['incident'] {
  const rules = rulesAt(awareAt)
  return {
    ...{ organisationId, id, schoolId, awareAt, origin: 'imported', state: 'closed', discreet: false, needsAt: noNeed, receivedAt: now },
    year: Number(amsterdamDay(awareAt).slice(0, 4)),
    kind: kindOf[registerKind ?? 'other'] ?? 'other',
    ...{ deadlineAt: deadlineOf(awareAt, rules), legalEndAt: legalEndOf(awareAt, rules), rulesVersion: rules.version },
    termEndedAt: closedAt ?? now,
    termOutcome: filedAt === null ? 'notRequired' : inTime === 'late' ? 'filedLate' : 'filed',
    closedAt: closedAt ?? now,
  }
}

function entryRow({ organisationId, personId }: Actor, incidentId: string, row: ImportedRow, now: Instant): Omit<NewEntry, 'wrappedKey' | 'entrySealed'> {
  const { entry: _, closedAt, ...clear } = row
  const closed = closedAt ?? now
  return {
    organisationId,
    incidentId,
    origin: 'imported',
    ...clear,
    complete: true,
    revision: 1,
    setBy: personId,
    setAt: now,
    closedAt: closed,
    keepUntil: keptUntil(closed),
  }
}
