const place = 'seintje.invitation'
let inMemory: string | null = null

/** A browser that forbids storage throws on the mere mention of it; the memory of this page will do then. */
function storage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

/** Kept until the key is made or the tab is closed: signing in comes between. Never where it would outlive the tab. */
export function keepInvitation(token: string): void {
  inMemory = token
  try {
    storage()?.setItem(place, token)
  } catch {
    // Full or forbidden: the memory has it.
  }
}

export const keptInvitation = (): string | null => inMemory ?? storage()?.getItem(place) ?? null

export function forgetInvitation(): void {
  inMemory = null
  storage()?.removeItem(place)
}

/** Takes the token of the link (`#TOKEN`) out of the address bar, so that it is in no history, no screenshot and no bookmark. */
export function takeInvitation(hash: string): void {
  keepInvitation(hash.slice(1))
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search)
}
