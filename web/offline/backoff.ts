/** Waiting between attempts, in milliseconds: from 2 seconds to 5 minutes. */
export const backoff = { shortest: 2_000, longest: 300_000 } as const

/** The longest this many misses in a row may make an item wait, in milliseconds. */
export const ceiling = (misses: number): number => Math.min(backoff.longest, backoff.shortest * 2 ** Math.min(Math.max(misses, 1), 30))

/** Milliseconds until the next try: anywhere up to the ceiling, so that a school's phones do not come back all at once. */
export function waitAfter(misses: number, random: () => number): number {
  return Math.round(backoff.shortest + random() * (ceiling(misses) - backoff.shortest))
}

/** The header Retry-After in milliseconds from now (seconds or a date), at most a day; null when it says nothing usable. */
export function retryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, 86_400_000) : null
}
