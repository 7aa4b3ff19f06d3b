import type { Actor } from '../../shared/access/roles.ts'
import { factLimits } from '../../shared/breach/fact-limits.ts'
import type { AskRequest } from '../../shared/breach/facts-views.ts'
import { hours, plus } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { asHtml } from '../html.ts'
import { say } from '../text.ts'
import { stateOf } from './fact-parts.ts'
import { countOpenRequests, findBoardName, findRequest, lockIncident, saveRequest, updateRequest, workersOf, type IncidentRow } from './fact-store.ts'
import { linkMacOf, newLinkToken } from './link-token.ts'
import { sealAt, sealLinkFor, unsealAt } from './sealed-facts.ts'

type Input = AskRequest & { incidentId: string }
type Asked = { id: string; link: string | null; mailed: boolean | null }
type Link = { token: string; boardName: string }

/**
 * Asks somebody for information: in the app, or by a link that shows this question and nothing else, works once and 72 hours. The same id again
 * gives another link in place of the first. Refuses: incident.notFound, access.denied, incident.closed, ask.discreet (in the app, and by mail),
 * person.notFound, ask.recused, ask.tooMany, ask.idTaken.
 */
export async function askRequest(deps: Deps, actors: readonly Actor[], input: Input): Promise<Asked> {
  const made = await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'facts.ask', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    // Whoever is in his mailbox may be in his app as well: he is phoned, or handed the link.
    if (incident.discreet && ('personId' in input || input.email !== undefined)) throw new Problem('ask.discreet')
    const key = await incidentKey(deps.keys, tx, incident.id)
    await needAskable(tx, incident, input)
    const link = 'to' in input ? { token: newLinkToken(tx.organisationId), boardName: await findBoardName(tx) } : null
    await saveAsked(deps, tx, key, { actor, input, link })
    await append(deps, tx, actor, { type: 'facts.asked', subjectId: input.id, incidentId: incident.id, facts: { byLink: link !== null } }, key)
    return { link }
  })
  return made.link && 'to' in input ? handOver(deps, input, made.link) : { id: input.id, link: null, mailed: null }
}

/** Somebody who works here and may know of it. */
async function needAskable(tx: BoardTx, { recused }: IncidentRow, input: Input): Promise<void> {
  if (!('personId' in input)) return
  if (!(await workersOf(tx)).some(({ id }) => id === input.personId)) throw new Problem('person.notFound')
  if (recused.includes(input.personId)) throw new Problem('ask.recused')
}

/** A new question; or the same one again, of which only the link is another. */
async function saveAsked(deps: Deps, tx: BoardTx, key: DataKey, { actor, input, link }: { actor: Actor; input: Input; link: Link | null }): Promise<void> {
  const { incidentId, id, question } = input
  const now = deps.clock.now()
  const place = { table: 'fact_request', incidentId, id, field: 'question' } as const
  const earlier = await findRequest(tx, incidentId, id)
  const toSealed = 'to' in input ? await sealLinkFor(tx, key, incidentId, id, { to: input.to, mailed: input.email !== undefined }) : null
  const linkPart = link ? { linkMac: await linkMacOf(deps.keys, link.token), linkUntil: plus(now, hours(factLimits.linkHours)) } : {}
  if (earlier) {
    const same = earlier.setBy === actor.personId && (earlier.personId === null) === (link !== null)
    if (!same || stateOf(earlier, now) !== 'open' || (await unsealAt(tx, key, place, earlier.questionSealed)) !== question) throw new Problem('ask.idTaken')
    return void (link && (await updateRequest(tx, incidentId, id, { ...linkPart, toSealed })))
  }
  if ((await countOpenRequests(tx, incidentId, now)) >= factLimits.requestsOpen) throw new Problem('ask.tooMany', { limit: factLimits.requestsOpen })
  await saveRequest(tx, {
    ...{ organisationId: tx.organisationId, incidentId, id, toSealed, ...linkPart, setBy: actor.personId, setAt: now },
    ...{ personId: 'personId' in input ? input.personId : null, questionSealed: await sealAt(tx, key, place, question) },
  })
}

/** Mails the link where that was asked; where it could not be, it is handed over after all. The mail says whose board it is, and nothing of what is asked. */
async function handOver(deps: Deps, input: Extract<Input, { to: string }>, { token, boardName }: Link): Promise<Asked> {
  // Behind the `#` no server and no proxy on the way ever sees it.
  const link = `${deps.env.publicUrl}/vraag#${token}`
  const { id, email, lang } = input
  if (email === undefined) return { id, link, mailed: null }
  try {
    const text = say(lang, 'question-mail.text', { link, board: boardName, hours: factLimits.linkHours })
    await deps.mail.send({ to: email, subject: say(lang, 'question-mail.subject', { board: boardName }), text, html: asHtml(text), lang })
    return { id, link: null, mailed: true }
  } catch (error) {
    deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'a link to a question could not be mailed')
    return { id, link, mailed: false }
  }
}
