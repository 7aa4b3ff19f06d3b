import { computed } from 'vue'
import { useI18n } from '../ui/useSentences.ts'
import { writeMoment } from '../ui/useMoments.ts'
import { discoveredAt } from './report-form.ts'
import { useReport } from './report-store.ts'

/** What was filled in, in the words it goes out with: for reading it over. */
export function useReportAnswers() {
  const { t, locale } = useI18n()
  const report = useReport()

  const when = computed(() => {
    const { when: basis } = report.fields
    const at = discoveredAt(report.fields)
    // "Now" of a draft that lay, or of what was shared days ago, is not the now of whoever reads this.
    const lay = basis === 'now' && Date.now() - Date.parse(report.fields.chosenAt) > 600_000
    if ((basis === 'now' && !lay) || basis === 'unknown' || at === undefined) return t(`form.when.${basis}`)
    return basis === 'picked' && report.fields.hour === '' ? writeMoment(at, 'date', locale.value) : writeMoment(at, 'day', locale.value)
  })

  const more = computed(() => {
    const { schoolId, stillGoingOn, dataCategories, peopleCount, atProcessor, callBackNumber, alreadyDone, byPhone, caller, organisationId } = report.fields
    const school = report.board?.schools.find((one) => one.id === schoolId)
    const answers: [label: string, text: string][] = [
      [t('form.board.label'), organisationId ? (report.board?.name ?? '') : ''],
      [t('form.more.alreadyDone'), alreadyDone.map((id) => t(`report.advice.${id}`)).join(' · ')],
      [t('form.more.school'), school?.name ?? ''],
      [t('form.more.stillGoingOn'), stillGoingOn && t(`report.stillGoingOn.${stillGoingOn}`)],
      [t('form.more.dataCategories'), dataCategories.map((id) => t(`report.dataCategory.${id}`)).join(' · ')],
      [t('form.more.peopleCount'), peopleCount && t(`report.peopleCount.${peopleCount}`)],
      [t('form.more.atProcessor'), atProcessor.trim()],
      [t('form.more.callBackNumber'), byPhone ? '' : callBackNumber.trim()],
      [t('form.phoneCall.title'), byPhone ? [caller.name, caller.phone, caller.email].filter(Boolean).join(' · ') : ''],
    ]
    return answers.filter(([, text]) => text !== '').map(([label, text]) => ({ label, text }))
  })

  return { when, more }
}
