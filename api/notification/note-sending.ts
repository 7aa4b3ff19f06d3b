import type { Actor } from '../../shared/access/roles.ts'
import { amsterdamDay, readInstant } from '../../shared/instant.ts'
import type { Channel } from '../../shared/notification/letter.ts'
import { mailingGroups } from '../../shared/notification/recipients.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, saveSendingRow } from './communication-store.ts'
import { sealNote } from './letter-seals.ts'
import { from16Of, openRecipients } from './open-recipients.ts'
import { markSent } from './recipient-store.ts'
import { needCommunication, needOpenFile } from './write-communication.ts'

type Who = 'all' | 'shared' | 'alone' | readonly string[]
type Input = {
  incidentId: string
  id: string
  channel: Channel
  sentAt: string
  count?: number | undefined
  recipients?: Who | undefined
  note?: string | undefined
  everyone: boolean
}

/**
 * A text went out: by what, when, and to how many or to whom on the list. Seintje sends nothing itself. With `everyone` what was planned for
 * telling people is done (a job's). Refuses: incident.notFound, access.denied, incident.closed, incident.erased, communication.notFound,
 * communication.notFinal, sending.inFuture, sending.countOrList, sending.nobodyListed.
 */
export async function noteSending(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ id: string; count: number }> {
  const sentAt = readInstant(input.sentAt)
  if (!sentAt) throw new Problem('request.invalid', { field: 'sentAt' })
  if ((input.count === undefined) === (input.recipients === undefined)) throw new Problem('sending.countOrList', { field: 'count' })
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'communication.send', incident)
    needOpenFile(incident)
    const { kind, finalAt } = await needCommunication(tx, incident.id, input.id)
    if (!finalAt) throw new Problem('communication.notFinal')
    if (sentAt > deps.clock.now()) throw new Problem('sending.inFuture', { field: 'sentAt' })
    const [id, key] = [deps.newId(), await incidentKey(deps.keys, tx, incident.id)]
    const to = input.recipients === undefined ? [] : await listed(deps, tx, key, { incidentId: incident.id, who: input.recipients, wrong: kind === 'recall' })
    const count = input.count ?? to.length
    await saveSendingRow(tx, {
      ...{ organisationId: tx.organisationId, incidentId: incident.id, id, communicationId: input.id, channel: input.channel, count, sentAt },
      ...{ noteSealed: await sealNote(tx, key, { incidentId: incident.id, id }, input.note), setBy: actor.personId, setAt: deps.clock.now() },
    })
    await markSent(tx, incident.id, to, id)
    const facts = { kind, channel: input.channel, count, sentAt, everyone: input.everyone }
    await append(deps, tx, actor, { type: 'communication.sent', subjectId: id, incidentId: incident.id, facts })
    return { id, count }
  })
}

/** Those who were pointed at and were not told yet. The whole list is split: what is protected for somebody who was told already is so still. */
async function listed(deps: Deps, tx: BoardTx, key: DataKey, { incidentId, who, wrong }: { incidentId: string; who: Who; wrong: boolean }): Promise<string[]> {
  const all = (await openRecipients(tx, key, incidentId)).filter(({ kind }) => kind === (wrong ? 'wrongRecipient' : 'subject'))
  const groups = mailingGroups(all, amsterdamDay(deps.clock.now()), await from16Of(tx))
  const inGroup = who === 'shared' || who === 'alone' ? new Set(groups[who].map(({ row }) => row.id)) : null
  const isMeant = (id: string) => (inGroup ? inGroup.has(id) : who === 'all' || who.includes(id))
  const chosen = all.flatMap(({ id, sendingId }) => (sendingId === null && isMeant(id) ? [id] : []))
  if (chosen.length === 0) throw new Problem('sending.nobodyListed')
  return chosen
}
