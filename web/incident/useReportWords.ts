import { useI18n } from '../ui/useSentences.ts'
import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { useSession } from '../access/session-store.ts'
import type { LineState, ReportLine } from '../offline/lines.ts'
import { useConnection } from '../offline/useConnection.ts'
import type { IconName } from '../ui/icons.ts'
import { writeMoment } from '../ui/useMoments.ts'

type Look = { tone: 'ok' | 'warn' | 'late' | 'info' | 'quiet'; icon: IconName }

const looks = {
  draft: { tone: 'warn', icon: 'pencil' },
  unclaimed: { tone: 'warn', icon: 'circle-question-mark' },
  waiting: { tone: 'warn', icon: 'clock' },
  sending: { tone: 'info', icon: 'send' },
  attention: { tone: 'late', icon: 'circle-alert' },
  received: { tone: 'ok', icon: 'check' },
  read: { tone: 'ok', icon: 'check-check' },
  closed: { tone: 'quiet', icon: 'circle-check' },
  erased: { tone: 'quiet', icon: 'trash' },
} as const satisfies Record<LineState, Look>

/** Reasons with a sentence of their own in device.json; a code of the server's is looked up by its last word. */
const known = [
  'offline',
  'notAnAnswer',
  'damaged',
  'busy',
  'server',
  'reportMissing',
  'unreadable',
  'tooLarge',
  'idTaken',
  'notImage',
  'tooMany',
  'noBoard',
  'denied',
  'discreet',
  'erased',
  'notFound',
  'codeWrong',
  'elsewhere',
]

/** The state of a report in plain words, the same words everywhere. */
export function useReportWords() {
  const { t, te, locale } = useI18n()
  const { status } = useConnection()
  const session = useSession()

  /** "om 10:52" today, "op 12 okt om 10:52" before */
  function when(at: Instant | number): string {
    const instant = new Date(at).toISOString()
    const hour = writeMoment(instant, 'hour', locale.value)
    if (amsterdamDay(instant) === amsterdamDay(new Date().toISOString())) return t('offline.when.today', { hour })
    return t('offline.when.earlier', { date: writeMoment(instant, 'date', locale.value), hour })
  }

  /** As short as it goes: the hour today, the day before. */
  function short(at: Instant | number): string {
    const instant = new Date(at).toISOString()
    const today = amsterdamDay(instant) === amsterdamDay(new Date().toISOString())
    return writeMoment(instant, today ? 'hour' : 'date', locale.value)
  }

  /** What it is about; of one whose kind is not told, only that it is there. */
  const nameOf = ({ kind }: Pick<ReportLine, 'kind'>): string => t(kind ? `report.kind.${kind}` : 'offline.someReport')

  /** It only waits until somebody signs in. */
  const isHeld = ({ state, handIn }: ReportLine): boolean =>
    (state === 'unclaimed' && session.identityId === null) || (state === 'waiting' && handIn === null && status.value.signInSince !== null)

  function stateText(line: ReportLine): string {
    const { state, receivedAt, readAt } = line
    if (isHeld(line)) return t('offline.state.signIn')
    if (state === 'received') return t(`offline.state.${line.handIn ? 'handedIn' : 'received'}`, { when: receivedAt ? when(receivedAt) : '' })
    if (state === 'read') return readAt ? t('offline.state.read', { when: when(readAt) }) : t('offline.state.readNoTime')
    return t(`offline.state.${state}`)
  }

  function reasonText(reason: string): string {
    const word = reason.split('.').at(-1) ?? reason
    // Those sentences are the last to come: most reports simply leave.
    if (!te('device.reason.other') && !te('device.reason.other', 'nl')) return ''
    return known.includes(word) ? t(`device.reason.${word}`) : t('device.reason.other', { code: reason })
  }

  return { when, short, nameOf, isHeld, stateText, reasonText, look: (state: LineState): Look => looks[state] }
}
