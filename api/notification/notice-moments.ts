import { readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'

/** When a processor's notice arrived, and when it knew itself. Refuses: request.invalid, processor.noticeInFuture, processor.beforeAware. */
export function noticeMoments(
  deps: Pick<Deps, 'clock'>,
  input: { noticeReceivedAt: string; processorAwareAt?: string | null | undefined },
): { noticeReceivedAt: Instant; processorAwareAt: Instant | null } {
  const noticeReceivedAt = readInstant(input.noticeReceivedAt)
  if (!noticeReceivedAt) throw new Problem('request.invalid', { field: 'noticeReceivedAt' })
  const processorAwareAt = input.processorAwareAt ? readInstant(input.processorAwareAt) : null
  if (processorAwareAt === undefined) throw new Problem('request.invalid', { field: 'processorAwareAt' })
  if (noticeReceivedAt > deps.clock.now()) throw new Problem('processor.noticeInFuture', { field: 'noticeReceivedAt' })
  if (processorAwareAt !== null && noticeReceivedAt < processorAwareAt) throw new Problem('processor.beforeAware', { field: 'processorAwareAt' })
  return { noticeReceivedAt, processorAwareAt }
}
