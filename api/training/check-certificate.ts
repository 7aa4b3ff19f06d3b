import { amsterdamDay } from '../../shared/instant.ts'
import { readCertificateCode } from '../../shared/training/certificate.ts'
import type { CertificateCheck } from '../../shared/training/training-views.ts'
import { certificateMac } from '../access/secrets.ts'
import type { Deps } from '../deps.ts'
import { findCertificate } from './paper-store.ts'

/** What the public page says; it holds through its last day. What is no code at all is looked up as well, so that it takes as long. Refuses: request.tooMany. */
export async function checkCertificate(deps: Deps, network: string, given: string): Promise<CertificateCheck> {
  await deps.limits.take('certificateCheckPerNetwork', network)
  const codeMac = await certificateMac(deps.keys, readCertificateCode(given) ?? '')
  const found = await deps.db.outside((sql) => findCertificate(sql, codeMac))
  if (!found) return { outcome: 'invalid' }
  const { moduleId, completedAt, validUntil } = found
  const over = amsterdamDay(deps.clock.now()) > amsterdamDay(validUntil)
  return { outcome: over ? 'expired' : 'valid', moduleId, completedAt, validUntil }
}
