import { noticeRow, type NoticeAnswer, type NoticeFieldId } from '../../shared/notification/notice-fields.ts'
import { isBlank } from '../../shared/notification/notice.ts'
import { writeDutch } from '../../shared/notification/written.ts'
import { useMoments } from '../ui/useMoments.ts'
import { useI18n } from '../ui/useSentences.ts'

/** Answers as people read them, and as they are copied into the form. */
export function useNoticeWords() {
  const { t, locale } = useI18n()
  const { day } = useMoments(locale)

  /** Empty where nothing was said. The moments of the form stand in Dutch, with the year. */
  function write(id: NoticeFieldId, answer: NoticeAnswer | undefined): string {
    if (answer === undefined || isBlank(answer)) return ''
    const option = (one: string) => t(`notice.option.${id}.${one}`)
    const { kind } = noticeRow(id)
    if (typeof answer === 'object' && 'min' in answer) return answer.min === answer.max ? String(answer.min) : t('notice.range.between', answer)
    if (typeof answer === 'object') return answer.map(option).join(', ')
    if (kind === 'range') return t('notice.range.unknown')
    return kind === 'choice' ? option(answer) : kind === 'moment' ? writeDutch(answer) : answer
  }
  const label = (id: NoticeFieldId) => t(`notice.field.${id}`)
  return { write, label, day, t, locale }
}
