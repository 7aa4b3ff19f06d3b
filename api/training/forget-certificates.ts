import { amsterdamDay, days, plus } from '../../shared/instant.ts'
import { oncePerStore } from '../batch.ts'
import type { Deps } from '../deps.ts'
import { deleteCertificatesEndedBefore } from './paper-store.ts'

const stateOf = oncePerStore(() => ({ doneOn: '' }))

/** How long somebody who checks still hears that a certificate ended, in milliseconds: a year, and its last day. */
const saysEnded = days(366)

/** Once a day: what ended more than a year ago is forgotten, and its code is as unknown as one that never was. */
export async function forgetCertificates(deps: Deps): Promise<void> {
  const [state, now] = [stateOf(deps), deps.clock.now()]
  if (state.doneOn === amsterdamDay(now)) return
  await deps.db.outside((sql) => deleteCertificatesEndedBefore(sql, plus(now, -saysEnded)))
  state.doneOn = amsterdamDay(now)
}
