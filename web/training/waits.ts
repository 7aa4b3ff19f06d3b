/** `waits`: answers or a change are to be sent · `here`: what the server said of somebody lies here · null: nothing of training does */
export type Lies = 'waits' | 'here' | null

const key = 'seintje.training'

/** What of training lies on this device, in a few bytes for the first screen: its store is opened only when there is something. */
export function whatLies(): Lies {
  try {
    return localStorage.getItem(key) as Lies
  } catch {
    return null
  }
}

export function noteWhatLies(now: Lies): void {
  try {
    if (now) localStorage.setItem(key, now)
    else localStorage.removeItem(key)
  } catch {
    // Without it, what waits goes when a screen of training is opened.
  }
}
