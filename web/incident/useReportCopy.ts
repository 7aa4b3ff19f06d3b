import { useI18n } from '../ui/useI18n.ts'
import { shortCodeOf } from '../../shared/incident/short-code.ts'
import type { ReportLine } from '../offline/lines.ts'
import { openOffline } from '../offline/open-offline.ts'
import { writeMoment } from '../ui/useMoments.ts'

/** A copy of a report as plain text, for who wants to hand it over another way. */
export function useReportCopy() {
  const { t, locale } = useI18n()

  async function textOf({ id, kind, at, receivedAt }: ReportLine): Promise<string> {
    const offline = await openOffline()
    const [report, messages] = await Promise.all([offline.ownReport(id), (await offline.more()).ownMessages(id)])
    const moment = (when: number | string) => writeMoment(new Date(when).toISOString(), 'exact', locale.value)
    return [
      t('mine.copy.title', { code: shortCodeOf(id) }),
      ...(receivedAt ? [] : [t('mine.copy.unsent')]),
      moment(at),
      '',
      t(`report.kind.${kind ?? 'other'}`),
      report?.description ?? '',
      ...messages.flatMap((message) => ['', moment(message.sentAt), message.text]),
      '',
    ].join('\n')
  }

  async function saveCopy(line: ReportLine): Promise<void> {
    const url = URL.createObjectURL(new Blob([await textOf(line)], { type: 'text/plain;charset=utf-8' }))
    Object.assign(document.createElement('a'), { href: url, download: `seintje-${shortCodeOf(line.id)}.txt` }).click()
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  }

  return { saveCopy }
}
