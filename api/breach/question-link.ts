import type { LinkQuestion } from '../../shared/breach/facts-views.ts'
import { Problem } from '../../shared/problem.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append, type EventActor } from '../events/append.ts'
import { stateOf } from './fact-parts.ts'
import { findBoardName, findIncident, findRequest, findRequestByLink, lockIncident, updateRequest, type RequestRow } from './fact-store.ts'
import { boardOfToken, linkMacOf } from './link-token.ts'
import { sealAt, unsealAt, unsealLinkFor } from './sealed-facts.ts'

/** Whoever holds the link: nobody we know. */
const linkHolder: EventActor = { pseudonym: 'questionLink' }

type Found = { tx: BoardTx; key: DataKey; request: RequestRow }

/** The one question of a link. Refuses: ask.linkOver, the same for a link that never was, was used, taken back or is over. */
export const readLink = (deps: Deps, token: string): Promise<LinkQuestion> =>
  atLink(deps, token, findIncident, async ({ tx, key, request: { id, incidentId, questionSealed, linkUntil } }) => {
    const question = await unsealAt(tx, key, { table: 'fact_request', incidentId, id, field: 'question' }, questionSealed)
    const view = { boardName: await findBoardName(tx), question, until: linkUntil ?? '' }
    await append(deps, tx, linkHolder, { type: 'facts.read', subjectId: id, incidentId, facts: { side: 'link' } })
    return view
  })

/** What its holder knows, filed with the incident; then the link does nothing any more. Refuses: ask.linkOver. */
export const answerLink = (deps: Deps, { token, answer }: { token: string; answer: string }): Promise<{ answeredAt: string }> =>
  atLink(deps, token, lockIncident, async ({ tx, key, request: { id, incidentId } }) => {
    const answeredAt = deps.clock.now()
    const answerSealed = await sealAt(tx, key, { table: 'fact_request', incidentId, id, field: 'answer' }, answer)
    await updateRequest(tx, incidentId, id, { answerSealed, answeredAt, linkMac: null })
    await append(deps, tx, linkHolder, { type: 'facts.requestAnswered', subjectId: id, incidentId, facts: { byLink: true, first: true } })
    return { answeredAt }
  })

/** The work, with the question of a living link. A link that was mailed does nothing once the incident is discreet: it lies in a mailbox. */
async function atLink<T>(deps: Deps, token: string, find: typeof findIncident, work: (found: Found) => Promise<T>): Promise<T> {
  const organisationId = boardOfToken(token)
  const linkMac = await linkMacOf(deps.keys, token)
  if (organisationId === undefined) throw new Problem('ask.linkOver')
  return deps.db.inBoard({ organisationId }, async (tx) => {
    const found = await findRequestByLink(tx, linkMac)
    const incident = found && (await find(tx, found.incidentId))
    // Once more, in case somebody answered while we waited for our turn.
    const request = incident && (await findRequest(tx, incident.id, found.id))
    if (!incident || !request?.linkMac || stateOf(request, deps.clock.now()) !== 'open') throw new Problem('ask.linkOver')
    if (incident.state === 'closed' || incident.erasedAt !== null || !request.toSealed) throw new Problem('ask.linkOver')
    const key = await incidentKey(deps.keys, tx, incident.id)
    if (incident.discreet && (await unsealLinkFor(tx, key, incident.id, request.id, request.toSealed)).mailed) throw new Problem('ask.linkOver')
    return work({ tx, key, request })
  })
}
