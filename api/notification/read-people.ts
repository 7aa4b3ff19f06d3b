import { actorIn, type Fence } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { assess } from '../../shared/breach/assess.ts'
import type { DeadlineKind } from '../../shared/deadline/kinds.ts'
import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { gatesOf } from '../../shared/notification/gates.ts'
import { checkLetter, type Contact, type LetterTemplate } from '../../shared/notification/letter.ts'
import type { CommunicationView, PeopleView, SendingView } from '../../shared/notification/people-views.ts'
import { letterAddressees, letterFor, mailingGroups, type LetterAddressee } from '../../shared/notification/recipients.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import { decisionsInForce } from '../breach/decisions-of.ts'
import { factsOf } from '../breach/facts-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import { deadlinesOf } from '../deadline/deadline-store.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { communicationsOf, findIncident, sendingsOf, type CommunicationRow, type IncidentRow } from './communication-store.ts'
import { headingsOf, letterContact } from './letter-draft.ts'
import { isNotified } from './letter-facts.ts'
import { openLetter, openNote } from './letter-seals.ts'
import { from16Of, openRecipients, recipientView, type OpenRecipient } from './open-recipients.ts'
import { findListEnd } from './recipient-store.ts'
import { pageOf } from './recipients.ts'
import { toldOf } from './told-of.ts'
import { templateFor } from './write-communication.ts'

/**
 * Everything about telling people: what the engine says and what was decided, the texts, that they went out, and the list. Who is on it
 * only for those who write to them. Logged. Refuses: incident.notFound, access.denied, incident.erased.
 */
export async function readPeople(deps: Deps, actors: readonly Actor[], { incidentId }: { incidentId: string }): Promise<PeopleView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allow(actor, 'facts.read')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const view = await viewOf(deps, tx, actor, { incident, key })
    await append(deps, tx, actor, { type: 'communication.read', subjectId: incidentId, incidentId })
    return view
  })
}

type Of = { incident: IncidentRow; key: DataKey }
type NameOf = (personId: string | null) => string | null

async function viewOf(deps: Deps, tx: BoardTx, actor: Actor, { incident, key }: Of): Promise<PeopleView> {
  const { facts } = await factsOf(deps, tx, key, incident.id)
  const { subjects: decided } = await decisionsInForce(deps, tx, key, incident.id)
  const assessment = assess(facts, incident.awareAt)
  const [rows, sent, people] = [await communicationsOf(tx, incident.id), await sendingsOf(tx, incident.id), await openRecipients(tx, key, incident.id)]
  const who = [...rows.flatMap((one) => [one.setBy, one.finalBy]), ...sent.map((one) => one.setBy), ...people.map((one) => one.deletionConfirmedBy)]
  const names = await peopleById(deps, tx, who)
  const nameOf: NameOf = (id) => (id ? (names.get(id)?.name ?? null) : null)
  const contact = await letterContact(deps, tx)
  const sendings: SendingView[] = []
  for (const one of sent) {
    const { id, communicationId, kind, channel, count, sentAt } = one
    sendings.push({ id, communicationId, kind, channel, count, sentAt, note: await openNote(tx, key, one), setBy: nameOf(one.setBy) })
  }
  const may = mayDo(actor, incident)
  const shown = {
    day: amsterdamDay(deps.clock.now()),
    from16: await from16Of(tx),
    sentAt: (id: string) => sent.find((one) => one.id === id)?.sentAt ?? null,
    nameOf,
  }
  const listed = (kind: OpenRecipient['kind']) => (may.seeRecipients ? people.filter((one) => one.kind === kind).slice(0, pageOf) : [])
  return {
    advised: { outcome: assessment.subjects.outcome, ground: assessment.subjects.ground ?? null },
    gates: gatesOf(assessment),
    decision: decided ? { outcome: decided.outcome, ground: decided.ground, reason: decided.reason, takenAt: decided.takenAt } : null,
    ...(await terms(tx, incident.id)),
    notified: isNotified(incident),
    contact,
    communications: await Promise.all(rows.map((row) => communicationView(tx, key, row, { contact, nameOf }))),
    sendings,
    told: await toldOf(tx, incident.id),
    recipients: { ...summaryOf(people, shown), goesAt: people.length > 0 ? await findListEnd(tx, incident.id) : null },
    rows: listed('subject').map((one) => recipientView(one, shown)),
    wrongRecipients: listed('wrongRecipient').map((one) => recipientView(one, shown)),
    template: templateFor(incident.kind),
    may,
  }
}

/** By the seats that show it to him: through broken glass one reads, and does nothing. */
function mayDo(reader: Actor, incident: Fence & Pick<IncidentRow, 'state'>): PeopleView['may'] {
  const actor = actorIn(reader, incident)
  const [writes, open] = [can(actor, 'communication.write'), incident.state !== 'closed']
  return { write: writes && open, send: can(actor, 'communication.send') && open, seeRecipients: writes }
}

async function communicationView(
  tx: BoardTx,
  key: DataKey,
  row: CommunicationRow,
  { contact, nameOf }: { contact: Contact; nameOf: NameOf },
): Promise<CommunicationView> {
  const { id, kind, lang, revision, setAt, finalAt } = row
  const { text, anyway } = await openLetter(tx, key, row)
  return {
    ...{ id, kind, template: row.template as LetterTemplate, lang, revision, text, headings: headingsOf(lang, kind), slips: checkLetter(text, kind, contact) },
    ...{ setBy: nameOf(row.setBy), setAt, finalBy: nameOf(row.finalBy), finalAt, anyway: anyway ?? null },
  }
}

/** What runs on it about telling people. */
async function terms(tx: BoardTx, incidentId: string): Promise<Pick<PeopleView, 'plannedAt' | 'postponedUntil' | 'promisedAt'>> {
  const running = (await deadlinesOf(tx, incidentId)).filter(({ endedAt }) => endedAt === null)
  const first = (kind: DeadlineKind): Instant | null =>
    running.filter((one) => one.kind === kind).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0]?.dueAt ?? null
  return { plannedAt: first('communication'), postponedUntil: first('postponement'), promisedAt: first('promise') }
}

type Shown = { day: string; from16: 'self' | 'both' }

function summaryOf(people: readonly OpenRecipient[], { day, from16 }: Shown): Omit<PeopleView['recipients'], 'goesAt'> {
  const [subjects, wrong] = [people.filter(({ kind }) => kind === 'subject'), people.filter(({ kind }) => kind === 'wrongRecipient')]
  const untold = subjects.filter(({ sendingId }) => sendingId === null)
  // Split as one list: an address that is protected for somebody who was told already is protected still.
  const groups = mailingGroups(subjects, day, from16)
  const left = (one: { row: OpenRecipient }) => one.row.sendingId === null
  const byAddressee = Object.fromEntries(letterAddressees.map((one) => [one, subjects.filter((row) => letterFor(row, day, from16) === one).length])) as Record<
    LetterAddressee,
    number
  >
  return {
    ...{ subjects: subjects.length, told: subjects.length - untold.length, byAddressee },
    ...{ shared: groups.shared.filter(left).length, alone: groups.alone.filter(left).length },
    withoutAddress: groups.withoutAddress.filter(({ sendingId }) => sendingId === null).length,
    ...{ wrongRecipients: wrong.length, deletionConfirmed: wrong.filter((one) => one.deletionConfirmedAt !== null).length },
  }
}
