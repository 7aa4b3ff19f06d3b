import type { Lock } from './sync.ts'

/** One tab at a time, where the browser has locks. Without them the server's own constraint is guard enough. */
export const lockNamed =
  (name: string): Lock =>
  async (work, { steal }) => {
    if (!navigator.locks) {
      await work()
      return 'done'
    }
    return navigator.locks.request(name, steal ? { steal: true } : { ifAvailable: true }, async (lock) => {
      if (!lock) return 'busy' as const
      await work()
      return 'done' as const
    })
  }

/** The outbox of reports. */
export const webLock = lockNamed('seintje-outbox')
