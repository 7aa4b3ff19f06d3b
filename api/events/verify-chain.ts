import { between, days, type Instant } from '../../shared/instant.ts'
import { sameBytes } from '../db/seal.ts'
import { leafOf, linkHash, type LoggedEvent } from './chain-hash.ts'
import { isSigned } from './chain-key.ts'
import { linksAtOnce } from './link-events.ts'

/** What can be wrong with a log. `cutShort`: its end is gone; `cutEarly`: its beginning went before its time; `rewritten`: it says something else than it once said; `unlinked`: the chain does not hold it. */
export type Wrong = 'altered' | 'missing' | 'reordered' | 'inserted' | 'unlinked' | 'signature' | 'cutShort' | 'cutEarly' | 'rewritten' | 'unreadable'
/** `position`: of the link, or after how many lines of a file; null where there is none. */
export type Break = { organisationId: string; position: number | null; sequence?: number; what: Wrong }

/** With what its leaf is made of; `sequence` is known in the store alone. */
type Known = { logged: LoggedEvent; nonce: Uint8Array; sequence?: number }
/** `event`: undefined where only its leaf is given, null where it should be and is not. */
export type ChainLink = {
  position: number
  leaf: Uint8Array
  hash: Uint8Array
  linkedAt: Instant
  signature: Uint8Array | null
  event: Known | null | undefined
}
type Place = { position: number; hash: Uint8Array }
type Chain = { organisationId: string; publicKey: string; start: Place; links: AsyncIterator<ChainLink>; onLink?: (link: ChainLink) => Break | undefined }
export type Verified = { links: number; end: Place & { at: Instant | null }; broke: Break | undefined }

/** Walks a chain from its start and stops at the first thing that is wrong. */
export async function verifyChain({ organisationId, publicKey, start, links, onLink }: Chain): Promise<Verified> {
  const dates = makeDates()
  let [previous, count, last]: [Place, number, ChainLink | undefined] = [start, 0, undefined]
  const result = (broke: Break | undefined): Verified => ({ links: count, end: { ...previous, at: last?.linkedAt ?? null }, broke })
  for (let next = await links.next(); !next.done; next = await links.next()) {
    const link = next.value
    const what = wrongIn(link, previous, organisationId, publicKey)
    if (what === 'hash') return result({ organisationId, position: previous.position + 1, what: await nameWrong(previous, link, links) })
    if (what) return result({ organisationId, position: previous.position + 1, what })
    if (!dates.fits(link)) return result({ organisationId, position: link.position, what: 'inserted' })
    const more = onLink?.(link)
    if (more) return result(more)
    ;[previous, last] = [{ position: link.position, hash: link.hash }, link]
    count++
  }
  return result(last && !last.signature ? { organisationId, position: last.position, what: 'signature' } : undefined)
}

function wrongIn(link: ChainLink, previous: Place, organisationId: string, publicKey: string): Wrong | 'hash' | undefined {
  if (link.position > previous.position + 1) return 'missing'
  if (link.position <= previous.position) return 'inserted'
  if (link.event === null) return 'missing'
  if (link.event && (link.event.logged.organisationId !== organisationId || !sameBytes(leafOf(link.event.nonce, link.event.logged), link.leaf)))
    return 'altered'
  if (!sameBytes(linkHash(previous.hash, link.leaf, link.position), link.hash)) return 'hash'
  const head = { organisationId, position: link.position, hash: link.hash, at: link.linkedAt }
  return link.signature && !isSigned(publicKey, 'head', head, link.signature) ? 'signature' : undefined
}

/** A link that does not follow from the one before it: what comes after tells what happened here. */
async function nameWrong(previous: Place, link: ChainLink, rest: AsyncIterator<ChainLink>): Promise<Wrong> {
  const place = previous.position + 1
  const after: ChainLink[] = []
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    const one = next.value
    if (after.length < 2) after.push(one)
    const here = linkHash(previous.hash, one.leaf, place)
    if (sameBytes(here, link.hash)) return 'reordered'
    if (sameBytes(here, one.hash)) return one.position === place + 1 && (await shifted(one, rest)) ? 'inserted' : 'reordered'
  }
  const [first] = after
  if (!first) return 'altered'
  const goesOn = [link.hash, linkHash(previous.hash, link.leaf, place)].some((hash) => sameBytes(linkHash(hash, first.leaf, place + 1), first.hash))
  return goesOn ? 'altered' : 'missing'
}

/** Whether the link after the one that belongs one place back belongs one place back as well, or there is none. */
async function shifted(moved: ChainLink, rest: AsyncIterator<ChainLink>): Promise<boolean> {
  const next = await rest.next()
  return next.done === true || sameBytes(linkHash(moved.hash, next.value.leaf, moved.position), next.value.hash)
}

/**
 * A round links everything there is. What was first there for the next one cannot be much older, unless the round before was full,
 * and its number not lower than what was linked long before: a row that was put in later under an old date or number shows. A day of
 * play, for clocks that were wrong.
 */
function makeDates() {
  const rounds: { at: Instant; size: number; furthest: number }[] = []
  let settled = Number.MIN_SAFE_INTEGER
  const enter = (at: Instant) => {
    if (rounds.at(-1)?.at !== at) rounds.push({ at, size: 0, furthest: Math.max(settled, rounds.at(-1)?.furthest ?? settled) })
    for (let [first, second] = rounds; first && second && between(first.at, at) > days(1); [first, second] = rounds) {
      settled = first.furthest
      rounds.shift()
    }
  }
  return {
    fits: ({ linkedAt, event }: ChainLink): boolean => {
      enter(linkedAt)
      const [now, before] = [rounds.at(-1), rounds.at(-2)]
      if (now) now.size++
      if (!event) return true
      const { sequence = Number.MAX_SAFE_INTEGER, logged } = event
      if (now && event.sequence !== undefined) now.furthest = Math.max(now.furthest, sequence)
      return sequence > settled && (!before || before.size >= linksAtOnce || between(logged.at, before.at) <= days(1))
    },
  }
}
