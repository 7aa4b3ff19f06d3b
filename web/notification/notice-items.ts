import type { Instant } from '../../shared/instant.ts'
import type { ReportKind } from '../../shared/incident/report-lists.ts'
import type { OpenItem } from '../../shared/notification/processors.ts'
import { instantOf, wrongMoment, type Wall } from './noted-moment.ts'
import { freshId } from './others-store.ts'

/** One board in the notice: which processor it is there, none where it does not concern it, and when the notice came in there. */
export type NoticeBoard = { id: string; organisationId: string; name: string; processorId: string; received: Wall }
export type Notice = { kind: ReportKind; text: string; received: Wall; aware: Wall; same: boolean; boards: NoticeBoard[] }

/** The id of each file is made once: trying again what failed makes nothing twice. */
export const freshNotice = (boards: readonly { organisationId: string; name: string }[]): Notice => ({
  ...{ kind: 'dataUnavailable', text: '', received: { day: '', hour: '' }, aware: { day: '', hour: '' }, same: true },
  boards: boards.map(({ organisationId, name }) => ({ id: freshId(), organisationId, name, processorId: '', received: { day: '', hour: '' } })),
})

export const chosenOf = ({ boards }: Notice): NoticeBoard[] => boards.filter(({ processorId }) => processorId !== '')
const wallFor = ({ same, received }: Notice, board: NoticeBoard): Wall => (same ? received : board.received)

export function noticeSlips(notice: Notice, word: (name: string) => string): { id: string; text: string }[] {
  const [chosen, aware] = [chosenOf(notice), instantOf(notice.aware)]
  const own = notice.same ? [] : chosen
  const slips = [
    ...(chosen.length === 0 ? [{ id: 'notice-boards', text: word('boards') }] : []),
    ...(notice.same ? wrongMoment(notice.received, { id: 'notice-received', side: 'past', needed: true }, word) : []),
    ...own.flatMap((board) => wrongMoment(board.received, { id: `notice-received-${board.organisationId}`, side: 'past', needed: true }, word)),
    ...wrongMoment(notice.aware, { id: 'notice-aware', side: 'past' }, word),
    ...(notice.text.trim() === '' ? [{ id: 'notice-what', text: word('what') }] : []),
  ]
  const early = chosen.some((board) => aware && (instantOf(wallFor(notice, board)) ?? '') < aware)
  return slips.length === 0 && early ? [{ id: 'notice-aware', text: word('order') }] : slips
}

export function itemsOf(notice: Notice): OpenItem[] {
  const aware: Instant | null = instantOf(notice.aware) ?? null
  return chosenOf(notice).map((board) => ({
    ...{ id: board.id, organisationId: board.organisationId, processorId: board.processorId, kind: notice.kind, text: notice.text.trim() },
    ...{ noticeReceivedAt: instantOf(wallFor(notice, board)) ?? '', processorAwareAt: aware },
  }))
}
