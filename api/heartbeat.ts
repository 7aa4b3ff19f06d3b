import { between, hours, minutes, type Instant } from '../shared/instant.ts'
import type { Deps } from './deps.ts'
import { makeLoop, type Later } from './loop.ts'

const everyMs = minutes(1)
const patienceMs = 10_000
const logAgainAfter = hours(1)

/**
 * A dead-man's switch: while alarms are being worked off somebody outside is told so each minute, and calls when he hears nothing.
 * Nothing goes along but the request. `beat` never throws; what fails is logged once an hour, without the address: it is a secret.
 */
export function makeHeartbeat(deps: Pick<Deps, 'clock' | 'log'>, url: string, isWell: () => Promise<boolean>) {
  let loggedAt: Instant | null = null

  function note(why: string) {
    const now = deps.clock.now()
    if (loggedAt && between(loggedAt, now) < logAgainAfter) return
    loggedAt = now
    deps.log.error({ why }, 'the heartbeat did not arrive')
  }
  async function beat(): Promise<void> {
    if (!(await isWell().catch(() => false))) return
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
      await answer.body?.cancel()
      if (answer.ok) loggedAt = null
      else note(`http ${answer.status}`)
    } catch (error) {
      note(error instanceof Error ? error.name : 'unknown')
    }
  }
  return { beat, run: (later: Later) => makeLoop(later, { everyMs, soonMs: everyMs }, beat).stop }
}
