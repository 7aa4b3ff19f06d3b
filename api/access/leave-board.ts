import type { RoleGrant } from '../../shared/access/roles.ts'
import { amsterdamDay, amsterdamMidnight } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { dropAllKeys, dropSessionsOf, lockIdentity } from './key-store.ts'
import { importer } from './school-code.ts'
import { mailMac } from './secrets.ts'
import { findIdentityByMail, findPersonEver, findPersonOf, holdersOf, organisationsOf, updateLeft } from './store.ts'

/** Somebody in the board file with the first day on which he no longer works here. */
type Leaver = { email: string; left: string }
export type Left = { personId: string; identityId: string }

export const isLeaver = <T extends { left?: string | undefined }>(person: T): person is T & { left: string } => person.left !== undefined

/** What does not lie behind us would end somebody's access too soon, and nobody would end it later. */
export function checkLeavers(deps: Deps, leavers: readonly Leaver[]): void {
  const today = amsterdamDay(deps.clock.now())
  const early = leavers.find(({ left }) => left > today)
  if (!early) return
  const { email, left } = early
  throw new Error(`${email} gaat pas weg op ${left}: lees het bestand dan. / ${email} does not leave before ${left}: read the file then.`)
}

/** Whoever is no longer at this board from that day on: nobody rings, counts or lists him. Undefined: he never was here. */
export async function leaveBoard(deps: Deps, tx: BoardTx, { email, left }: Leaver): Promise<Left | undefined> {
  const identity = await findIdentityByMail(tx.sql, await mailMac(deps.keys, email))
  const found = identity && (await findPersonEver(tx, identity.id))
  if (!found) return undefined
  const leftAt = amsterdamMidnight(left)
  if (found.leftAt !== leftAt) {
    await updateLeft(tx, found.id, leftAt)
    await append(deps, tx, importer, { type: 'person.left', subjectId: found.id })
  }
  return { personId: found.id, identityId: found.identityId }
}

/** To whom a report can be addressed: somebody always has to be there for them. */
const addressed = ['dpo', 'chair'] as const satisfies readonly RoleGrant['role'][]

/** Who holds these, deputies among them: asked before a file is read. */
export const findAddressed = async (deps: Deps, tx: BoardTx) =>
  (await holdersOf(tx, [...addressed], deps.clock.now())).map(({ role, person }) => ({ role, personId: person.id }))

/** Refuses a file after which nobody is left for a report, because of who leaves by it. */
export async function checkAddressed(deps: Deps, tx: BoardTx, before: Awaited<ReturnType<typeof findAddressed>>, left: readonly Left[]): Promise<void> {
  const after = await findAddressed(deps, tx)
  const gone = before.find(({ role, personId }) => left.some((one) => one.personId === personId) && !after.some((other) => other.role === role))
  if (!gone) return
  throw new Error(
    `Met wie weggaat is er niemand meer als ${gone.role}, ook geen vervanger. Wijs in hetzelfde bestand een ander aan (roles of deputyFor). / With who leaves nobody is ${gone.role} any more, nor a deputy. Name somebody else in the same file (roles or deputyFor).`,
  )
}

/** His sessions and passkeys end, unless he works for another board still: they are one and the same. */
export async function endAccess(deps: Deps, { identityId }: Left): Promise<void> {
  for (const organisationId of await deps.db.outside((sql) => organisationsOf(sql, identityId)))
    if (await deps.db.inBoard({ organisationId }, (tx) => findPersonOf(tx, identityId))) return
  await deps.db.outside(async (sql) => {
    await lockIdentity(sql, identityId)
    await dropAllKeys(sql, identityId)
    await dropSessionsOf(sql, identityId)
  })
}
