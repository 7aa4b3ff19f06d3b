import { factOf, type Answer, type FieldId } from '../../shared/breach/worksheet.ts'
import { useMoments } from '../ui/useMoments.ts'
import { useI18n } from '../ui/useSentences.ts'

/** An answer to a field as one reads it. */
export function useAnswerWords() {
  const { t, locale } = useI18n()
  const { day } = useMoments(locale)

  const named = (words: string, namely: string | undefined) => (namely ? `${words}: ${namely}` : words)
  function option(field: FieldId, one: string): string {
    const fact = factOf(field)
    return fact ? t(`facts.${fact}.answers.${one}.label`) : t(`worksheet.${field}.options.${one}`)
  }

  return (field: FieldId, answer: Answer | null): string => {
    if (answer === null) return t('worksheet.state.nothing')
    if ('unknown' in answer) return t('worksheet.unknown')
    if ('text' in answer) return answer.text
    if ('exact' in answer) return String(answer.exact)
    if ('min' in answer) return t('worksheet.people.between', { min: answer.min, max: answer.max })
    if ('at' in answer) return day.value(answer.at)
    if ('from' in answer) return t('worksheet.occurred.period', { from: day.value(answer.from), until: day.value(answer.until) })
    if ('choice' in answer) return named(option(field, answer.choice), answer.namely)
    return named(answer.chosen.map((one) => option(field, one)).join(', '), answer.namely)
  }
}
