import type { CertificateAsked } from '../../shared/training/training-views.ts'
import { languageHeaders, outcomeOf, type Outcome } from '../outcome.ts'

/** The certificate as a file of this device; of a refusal the office's own sentence. */
export async function fetchCertificate(asked: CertificateAsked): Promise<Outcome<Blob>> {
  const request = fetch('/api/v1/training/certificates', {
    method: 'POST',
    headers: { ...languageHeaders(), 'Content-Type': 'application/json' },
    body: JSON.stringify(asked),
  })
  const answer = await request.catch(() => undefined)
  if (!answer) return { is: 'offline' }
  // What is no certificate of ours is read as any other answer: a portal on the way refuses nothing.
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/pdf')) {
    const other = await outcomeOf<unknown>(Promise.resolve(answer))
    return other.is === 'ok' ? { is: 'offline' } : other
  }
  return answer.blob().then(
    (value): Outcome<Blob> => ({ is: 'ok', value }),
    () => ({ is: 'offline' }),
  )
}
