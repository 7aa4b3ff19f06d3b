import type { Actor } from '../../shared/access/roles.ts'
import type { ReportKind } from '../../shared/incident/report-lists.ts'
import { checkLetter, isGrave, type CommunicationKind, type LetterTemplate, type LetterText } from '../../shared/notification/letter.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import type { Lang } from '../text.ts'
import {
  communicationsOf,
  findCommunication,
  lockIncident,
  saveCommunicationRow,
  sendingsOf,
  updateCommunication,
  type CommunicationRow,
  type IncidentRow,
} from './communication-store.ts'
import { draftIn, letterContact } from './letter-draft.ts'
import { letterFacts } from './letter-facts.ts'
import { openLetter, sealLetter } from './letter-seals.ts'

/** So many texts an incident holds at once, in all languages and for everybody. */
const mostTexts = 30

/** Refuses: incident.erased, incident.closed. */
export function needOpenFile({ state, erasedAt }: IncidentRow): void {
  if (erasedAt) throw new Problem('incident.erased')
  if (state === 'closed') throw new Problem('incident.closed')
}

/** Refuses: communication.notFound. */
export async function needCommunication(tx: BoardTx, incidentId: string, id: string): Promise<CommunicationRow> {
  const row = await findCommunication(tx, incidentId, id)
  if (!row) throw new Problem('communication.notFound')
  return row
}

/** Refuses besides: communication.final, communication.changed. */
async function needDraft(tx: BoardTx, incidentId: string, { id, revision }: { id: string; revision: number }): Promise<CommunicationRow> {
  const row = await needCommunication(tx, incidentId, id)
  if (row.finalAt) throw new Problem('communication.final')
  if (row.revision !== revision) throw new Problem('communication.changed')
  return row
}

/** The draft that goes with an incident of this kind. */
export const templateFor = (kind: string): LetterTemplate => kind as ReportKind

type Start = { incidentId: string; kind: CommunicationKind; lang: Lang; template?: LetterTemplate | undefined }

/** A text begins, filled in as far as is known. Refuses: incident.notFound, access.denied, incident.closed, incident.erased, communication.tooMany. */
export async function startCommunication(deps: Deps, actors: readonly Actor[], input: Start): Promise<{ id: string; revision: number }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    needOpenFile(incident)
    if ((await communicationsOf(tx, incident.id)).length >= mostTexts) throw new Problem('communication.tooMany', { limit: mostTexts })
    const [id, key, { kind, lang }] = [deps.newId(), await incidentKey(deps.keys, tx, incident.id), input]
    const template = input.template ?? templateFor(incident.kind)
    const text = draftIn(lang, { kind, template }, await letterFacts(deps, tx, key, { incident, lang }))
    await saveCommunicationRow(tx, {
      ...{ organisationId: tx.organisationId, incidentId: incident.id, id, kind, template, lang, revision: 1 },
      ...{ textSealed: await sealLetter(tx, key, { incidentId: incident.id, id }, { text }), setBy: actor.personId, setAt: deps.clock.now() },
    })
    await append(deps, tx, actor, { type: 'communication.saved', subjectId: id, incidentId: incident.id, facts: { kind, lang, revision: 1 } })
    return { id, revision: 1 }
  })
}

type Save = { incidentId: string; id: string; revision: number; text: LetterText }

/**
 * What was typed is kept; the last who saved had seen what was there. Refuses: incident.notFound, access.denied, incident.closed,
 * incident.erased, communication.notFound, communication.final, communication.changed.
 */
export async function saveCommunication(deps: Deps, actors: readonly Actor[], { incidentId, id, revision, text }: Save): Promise<{ revision: number }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    needOpenFile(incident)
    const { kind, lang } = await needDraft(tx, incidentId, { id, revision })
    const textSealed = await sealLetter(tx, await incidentKey(deps.keys, tx, incidentId), { incidentId, id }, { text })
    const next = revision + 1
    await updateCommunication(tx, incidentId, id, { textSealed, revision: next, setBy: actor.personId, setAt: deps.clock.now() })
    await append(deps, tx, actor, { type: 'communication.saved', subjectId: id, incidentId, facts: { kind, lang, revision: next } })
    return { revision: next }
  })
}

type Finish = { incidentId: string; id: string; revision: number; anyway?: string | undefined }

/**
 * The text is as it goes out, and never changes again. What lacks a part, the officer or advice needs a reason. Refuses: incident.notFound,
 * access.denied, incident.closed, incident.erased, communication.notFound, communication.final, communication.changed, communication.incomplete.
 */
export async function finishCommunication(deps: Deps, actors: readonly Actor[], { incidentId, id, revision, anyway }: Finish): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    needOpenFile(incident)
    const row = await needDraft(tx, incidentId, { id, revision })
    const key = await incidentKey(deps.keys, tx, incidentId)
    const { text } = await openLetter(tx, key, row)
    const grave = checkLetter(text, row.kind, await letterContact(deps, tx)).filter(isGrave)
    if (grave.length > 0 && !anyway) throw new Problem('communication.incomplete', { field: grave[0]?.part ?? 'text' })
    const textSealed = await sealLetter(tx, key, { incidentId, id }, { text, ...(grave.length > 0 && anyway ? { anyway } : {}) })
    await updateCommunication(tx, incidentId, id, { textSealed, finalBy: actor.personId, finalAt: deps.clock.now() })
    const said = { facts: { kind: row.kind, lang: row.lang, missing: grave.length }, sealed: { anyway: anyway ?? null } }
    await append(deps, tx, actor, { type: 'communication.finished', subjectId: id, incidentId, ...said }, key)
    return true
  })
}

/**
 * A text that is not needed goes out of sight; one that went out stays. Refuses: incident.notFound, access.denied, incident.closed,
 * incident.erased, communication.notFound, communication.sentAlready, communication.final.
 */
export async function dropCommunication(deps: Deps, actors: readonly Actor[], { incidentId, id }: { incidentId: string; id: string }): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.write', incident)
    needOpenFile(incident)
    const row = await needCommunication(tx, incidentId, id)
    if ((await sendingsOf(tx, incidentId)).some(({ communicationId }) => communicationId === id)) throw new Problem('communication.sentAlready')
    if (row.finalAt) throw new Problem('communication.final')
    await updateCommunication(tx, incidentId, id, { droppedAt: deps.clock.now() })
    await append(deps, tx, actor, { type: 'communication.dropped', subjectId: id, incidentId, facts: { kind: row.kind, lang: row.lang } })
    return true
  })
}
