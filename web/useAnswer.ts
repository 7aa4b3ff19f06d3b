import { ref } from 'vue'
import type { Outcome } from './outcome.ts'
import { useI18n } from './ui/useSentences.ts'

/** One deed at a time, and one sentence about how it went. */
export function useAnswer() {
  const { t } = useI18n()
  const [busy, problem, done] = [ref(false), ref(''), ref('')]

  const why = (answer: Outcome<unknown>) => (answer.is === 'ok' ? '' : answer.is === 'offline' ? t('common.noConnection') : answer.detail || t('common.failed'))

  /** What came back, or nothing where it did not work; the sentence says why. */
  async function tell<T>(act: () => Promise<Outcome<T>>, sentence = ''): Promise<{ value: T } | null> {
    if (busy.value) return null
    busy.value = true
    problem.value = done.value = ''
    const answer = await act().finally(() => (busy.value = false))
    problem.value = why(answer)
    if (answer.is !== 'ok') return null
    done.value = sentence
    return { value: answer.value }
  }

  return { busy, problem, done, tell }
}
