import { days, plus } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { deleteCertificatesEndedBefore } from './certificate-store.ts'

/** How long somebody who checks still hears that a certificate ended. */
const saysEnded = days(365)

/** What ended more than a year ago is forgotten: from then on its code is as unknown as one that never was. */
export const forgetCertificates = (deps: Deps) => deps.db.outside((sql) => deleteCertificatesEndedBefore(sql, plus(deps.clock.now(), -saysEnded)))
