import * as v from 'valibot'
import { BoardView, SessionView } from '../../shared/access/session-view.ts'

/** What a phone may still know of a board when nobody is signed in: where to report and whom to call. */
const KnownBoard = v.pick(BoardView, ['organisationId', 'name', 'schools', 'contacts'])
export type KnownBoard = v.InferOutput<typeof KnownBoard>

const Kept = v.object({ view: v.nullable(SessionView), boards: v.array(KnownBoard), mode: v.nullable(v.picklist(['demo', 'production'])) })
export type Kept = v.InferOutput<typeof Kept>

const key = 'seintje.session'
const nothing: Kept = { view: null, boards: [], mode: null }

/** A browser that forbids storage throws on the mere mention of it. */
function storage(kind: 'own' | 'shared'): Storage | null {
  try {
    return kind === 'own' ? localStorage : sessionStorage
  } catch {
    return null
  }
}

function read(kind: 'own' | 'shared'): Kept | undefined {
  const text = storage(kind)?.getItem(key)
  if (!text) return undefined
  try {
    const kept = v.safeParse(Kept, JSON.parse(text))
    return kept.success ? kept.output : undefined
  } catch {
    return undefined
  }
}

/** What the last visit left behind. What stands in session storage is gone when the browser closes: a device that is shared. */
export function readKept(): Kept & { ownDevice: boolean } {
  const shared = read('shared')
  if (shared) return { ...shared, ownDevice: false }
  const own = read('own')
  return own ? { ...own, ownDevice: true } : { ...nothing, ownDevice: false }
}

/** One place or the other, never both. Full or forbidden storage only costs the memory of it. */
export function keep(kept: Kept, ownDevice: boolean): void {
  try {
    storage(ownDevice ? 'shared' : 'own')?.removeItem(key)
    storage(ownDevice ? 'own' : 'shared')?.setItem(key, JSON.stringify(kept))
  } catch {
    // The session itself is a cookie: it lives on without this.
  }
}
