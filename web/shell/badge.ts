type Counted = {
  /** reports and messages that still have to leave, and questions somebody waits for */ own: number
  /** alarms nobody picked up */ alarms: number
}

/** What is known so far; `alarms` is unknown until the desk or an alarm was opened, and for who is not in the team. */
const counted: { [name in keyof Counted]?: number | undefined } = {}

/**
 * Keeps the number on the app's icon: what waits for this person, added up. With `leave` the number that a push set stays as it
 * is until the alarms are counted: taking it away would say that nothing rings.
 */
export async function countOnBadge(counts: typeof counted, { leave = false } = {}): Promise<void> {
  Object.assign(counted, counts)
  if (leave && counted.alarms === undefined) return
  const waiting = (counted.own ?? 0) + (counted.alarms ?? 0)
  try {
    await (waiting > 0 ? navigator.setAppBadge?.(waiting) : navigator.clearAppBadge?.())
  } catch {
    // A browser that knows the word but not the thing.
  }
}
