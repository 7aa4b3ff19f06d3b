import type { Actor } from '../../shared/access/roles.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import type { RecipientKind, RecipientPage } from '../../shared/notification/people-views.ts'
import { ageOf, mailingGroups, recipientLimits, type RecipientRow } from '../../shared/notification/recipients.ts'
import { writeCsv } from '../../shared/notification/csv.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { say, type Lang } from '../text.ts'
import { findIncident, lockIncident, sendingsOf } from './communication-store.ts'
import { sealRow } from './letter-seals.ts'
import { from16Of, openRecipient, openRecipients, recipientView } from './open-recipients.ts'
import {
  countRecipients,
  deleteRecipient,
  deleteUntold,
  findRecipient,
  recipientPage,
  saveRecipients,
  updateRecipient,
  type RecipientRecord,
} from './recipient-store.ts'
import { needOpenFile } from './write-communication.ts'

type Add = { incidentId: string; kind: RecipientKind; rows: readonly RecipientRow[] }

/**
 * People are put on the list, one or a whole file of them: all, or none. Refuses: incident.notFound, access.denied, incident.closed,
 * incident.erased, recipient.tooMany, recipient.ageNeeded.
 */
export async function addRecipients(deps: Deps, actors: readonly Actor[], { incidentId, kind, rows }: Add): Promise<{ added: number }> {
  await letReportsGoFirst(deps)
  const today = amsterdamDay(deps.clock.now())
  for (const [at, row] of rows.entries()) {
    if (row.birthDate !== undefined && row.birthDate > today) throw new Problem('request.invalid', { field: `rows.${at}.birthDate` })
    const isKnown = kind === 'wrongRecipient' || row.addressee !== undefined || ageOf(row, today) !== null
    if (!isKnown) throw new Problem('recipient.ageNeeded', { field: `rows.${at}.addressee` })
  }
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    needOpenFile(incident)
    if ((await countRecipients(tx, incidentId)) + rows.length > recipientLimits.perIncident)
      throw new Problem('recipient.tooMany', { limit: recipientLimits.perIncident })
    const [key, setAt] = [await incidentKey(deps.keys, tx, incidentId), deps.clock.now()]
    const made: RecipientRecordToSave[] = []
    for (const row of rows) {
      const id = deps.newId()
      const rowSealed = await sealRow(tx, key, { incidentId, id }, row)
      made.push({ organisationId: tx.organisationId, incidentId, id, kind, rowSealed, setBy: actor.personId, setAt })
    }
    await saveRecipients(tx, made)
    await append(deps, tx, actor, { type: 'recipient.changed', subjectId: incidentId, incidentId, facts: { kind, added: rows.length } })
    return { added: rows.length }
  })
}
type RecipientRecordToSave = Pick<RecipientRecord, 'organisationId' | 'incidentId' | 'id' | 'kind' | 'rowSealed' | 'setBy' | 'setAt'>

type One = { incidentId: string; recipientId: string }

/** One of them goes. Refuses: incident.notFound, access.denied, incident.closed, incident.erased, recipient.notFound. */
export async function removeRecipient(deps: Deps, actors: readonly Actor[], { incidentId, recipientId }: One): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    needOpenFile(incident)
    const found = await findRecipient(tx, incidentId, recipientId)
    if (!found) throw new Problem('recipient.notFound')
    await deleteRecipient(tx, incidentId, recipientId)
    await append(deps, tx, actor, { type: 'recipient.changed', subjectId: recipientId, incidentId, facts: { kind: found.kind, removed: 1 } })
    return true
  })
}

/** All who were not told yet go: a file that was the wrong one. Refuses: incident.notFound, access.denied, incident.closed, incident.erased. */
export async function removeUntold(deps: Deps, actors: readonly Actor[], { incidentId }: { incidentId: string }): Promise<{ removed: number }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    needOpenFile(incident)
    const removed = await deleteUntold(tx, incidentId)
    await append(deps, tx, actor, { type: 'recipient.changed', subjectId: incidentId, incidentId, facts: { kind: 'subject', removed } })
    return { removed }
  })
}

/**
 * Who got what was not for him says that it is gone, or it turns out that it is not. Refuses: incident.notFound, access.denied,
 * incident.closed, incident.erased, recipient.notFound, recipient.notWrong.
 */
export async function confirmDeletion(
  deps: Deps,
  actors: readonly Actor[],
  { incidentId, recipientId, confirmed }: One & { confirmed: boolean },
): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    needOpenFile(incident)
    const found = await findRecipient(tx, incidentId, recipientId)
    if (!found) throw new Problem('recipient.notFound')
    if (found.kind !== 'wrongRecipient') throw new Problem('recipient.notWrong')
    const set = confirmed
      ? { deletionConfirmedAt: deps.clock.now(), deletionConfirmedBy: actor.personId }
      : { deletionConfirmedAt: null, deletionConfirmedBy: null }
    await updateRecipient(tx, incidentId, recipientId, set)
    await append(deps, tx, actor, { type: 'recipient.deletionConfirmed', subjectId: recipientId, incidentId, facts: { confirmed } })
    return true
  })
}

/** So many of them at a time. */
export const pageOf = 100

type Page = { incidentId: string; kind: RecipientKind; page: number }

/** A hundred of the list, opened and logged. Refuses: incident.notFound, access.denied, incident.erased. */
export async function listRecipients(deps: Deps, actors: readonly Actor[], { incidentId, kind, page }: Page): Promise<RecipientPage> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    const key = await incidentKey(deps.keys, tx, incidentId)
    const records = await recipientPage(tx, incidentId, kind, { limit: pageOf, offset: page * pageOf })
    const names = await peopleById(
      deps,
      tx,
      records.map((one) => one.deletionConfirmedBy),
    )
    const sent = new Map((await sendingsOf(tx, incidentId)).map((one) => [one.id, one.sentAt]))
    const shown = {
      day: amsterdamDay(deps.clock.now()),
      from16: await from16Of(tx),
      sentAt: (id: string) => sent.get(id) ?? null,
      nameOf: (id: string | null) => (id ? (names.get(id)?.name ?? null) : null),
    }
    const rows = await Promise.all(records.map(async (record) => recipientView(await openRecipient(tx, key, record), shown)))
    const total = await countRecipients(tx, incidentId, kind)
    await append(deps, tx, actor, { type: 'recipient.read', subjectId: incidentId, incidentId, facts: { kind, rows: rows.length } })
    return { rows, total }
  })
}

type Export = { incidentId: string; group: 'shared' | 'alone'; lang: Lang }

/** Those who were not told yet as a file for a mailing: in one go, or each by himself. Logged. Refuses: incident.notFound, access.denied, incident.erased. */
export async function exportRecipients(deps: Deps, actors: readonly Actor[], { incidentId, group, lang }: Export): Promise<{ text: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.send', incident)
    const key = await incidentKey(deps.keys, tx, incidentId)
    const all = (await openRecipients(tx, key, incidentId)).filter(({ kind }) => kind === 'subject')
    const envelopes = mailingGroups(all, amsterdamDay(deps.clock.now()), await from16Of(tx))[group].filter(({ row }) => row.sendingId === null)
    const head = ['name', 'to', 'address'].map((column) => say(lang, `letters.list.${column}`))
    const rows = envelopes.map(({ row, to, address }) => [row.name, say(lang, `letters.list.${to}`), address])
    await append(deps, tx, actor, { type: 'recipient.exported', subjectId: incidentId, incidentId, facts: { group, rows: rows.length } })
    return { text: writeCsv([head, ...rows]) }
  })
}
