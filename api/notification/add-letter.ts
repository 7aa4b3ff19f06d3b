import type { Actor } from '../../shared/access/roles.ts'
import { days, plus, readInstant, type Instant } from '../../shared/instant.ts'
import type { LetterView } from '../../shared/notification/notice-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { needPast } from './add-attempt.ts'
import { needFile, needOpen } from './notice-rules.ts'
import { addresseeOf, findLetter, lockIncident, saveLetter, sealGiven } from './notice-store.ts'

type Input = Pick<LetterView, 'direction' | 'kind' | 'at' | 'text'> & {
  incidentId: string
  fileId?: string | undefined
  dueAt?: string | undefined
  answers?: string | undefined
  ordersTelling?: boolean | undefined
}

/**
 * What came from the authority or went to it after filing (H16). A term in it runs on the engine, also one that passed already; the answer to
 * it ends it. An order to tell people is one that came in (GDPR 34(4), 58(2)). Refuses: incident.notFound, access.denied, incident.closed,
 * notice.inFuture, notice.fileMissing, letter.notFound, letter.dueFirst, letter.noOrder, deadline.tooFar.
 */
export async function addLetter(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ letterId: string }> {
  const { incidentId, direction, kind } = input
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'notice.correspond', incident, { addressee: await addresseeOf(tx, incidentId) })
    needOpen(incident)
    const now = deps.clock.now()
    const at = needPast(input.at, now)
    const [dueAt, answers] = [needTerm(input, at, now), await needAnswered(tx, input)]
    const ordersTelling = input.ordersTelling === true
    if (ordersTelling && (direction !== 'in' || kind !== 'order')) throw new Problem('letter.noOrder', { field: 'ordersTelling' })
    const fileId = await needFile(tx, incidentId, input.fileId, 'fileId')
    const [id, key, deadlineId] = [deps.newId(), await incidentKey(deps.keys, tx, incidentId), dueAt === null ? null : deps.newId()]
    const textSealed = await sealGiven(tx, key, { table: 'authority_letter', incidentId, id, field: 'text' }, input.text)
    await saveLetter(tx, {
      ...{ organisationId: tx.organisationId, incidentId, id, direction, kind, ordersTelling, at, textSealed, fileId, deadlineId, answers },
      ...{ setBy: actor.personId, setAt: now },
    })
    const facts = { direction, kind, at, deadlineId, dueAt, answers, ordersTelling }
    await append(deps, tx, actor, { type: 'notice.letterAdded', subjectId: id, incidentId, facts, sealed: { text: input.text } }, key)
    return { letterId: id }
  })
}

/** Only what comes in sets a term. One that passed before the letter was recorded is late at once, and never left out. */
function needTerm({ direction, dueAt: given }: Input, at: Instant, now: Instant): Instant | null {
  if (given === undefined) return null
  const dueAt = readInstant(given)
  if (!dueAt) throw new Problem('request.invalid', { field: 'dueAt' })
  if (direction !== 'in' || dueAt <= at) throw new Problem('letter.dueFirst', { field: 'dueAt' })
  if (dueAt > plus(now, days(400))) throw new Problem('deadline.tooFar', { field: 'dueAt', limit: 400 })
  return dueAt
}

/** What goes out may answer what came in. */
async function needAnswered(tx: BoardTx, { incidentId, direction, answers }: Input): Promise<string | null> {
  if (answers === undefined) return null
  const asked = direction === 'out' ? await findLetter(tx, incidentId, answers) : undefined
  if (asked?.direction !== 'in') throw new Problem('letter.notFound', { field: 'answers' })
  return asked.id
}
