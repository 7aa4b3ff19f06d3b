import type { BoardView, SessionView } from '../../shared/access/session-view.ts'

/** What a phone may still know of a board when nobody is signed in: where to report and whom to call. */
export type KnownBoard = Pick<BoardView, 'organisationId' | 'name' | 'schools' | 'contacts'>
export type Kept = { view: SessionView | null; boards: KnownBoard[]; mode: 'demo' | 'production' | null }

/** Another shape of what is kept asks for another name: what an older version wrote is then not read. */
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
    const kept: unknown = JSON.parse(text)
    return isKept(kept) ? kept : undefined
  } catch {
    return undefined
  }
}

/** Ours and whole: nobody else writes here, so the outline will do. */
function isKept(value: unknown): value is Kept {
  const { view, boards } = (value ?? {}) as Partial<Kept>
  return Array.isArray(boards) && (view === null || (typeof view?.identityId === 'string' && Array.isArray(view.boards)))
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
