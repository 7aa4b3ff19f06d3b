import { nextTick, reactive, ref, shallowRef } from 'vue'
import { useI18n } from '../ui/useSentences.ts'
import { readSchoolCode } from '../../shared/access/school-code.ts'
import { minutes } from '../../shared/instant.ts'
import { checkCode, type SchoolOfCode } from '../offline/hand-in-check.ts'
import { useDuration } from '../ui/useDuration.ts'

const minute = minutes(1)

export interface HandIn {
  code: string
  writtenBy: string
  callBackNumber: string
}

/** The two steps of handing in: which school the code belongs to, and whether that is right. */
export function useHandIn() {
  const { t } = useI18n()
  const duration = useDuration()
  const form = reactive({ code: '', writtenBy: '', callBackNumber: '' })
  const school = shallowRef<SchoolOfCode | null>(null)
  const errors = ref<{ id: string; text: string }[]>([])
  /** something outside the form stands in the way; nothing typed is lost by it */
  const hitch = ref<string | null>(null)
  const busy = ref(false)

  const wrong = (key: string) => (errors.value = [{ id: 'school-code', text: t(`handin.error.${key}`) }])

  async function check(): Promise<void> {
    if (busy.value) return
    ;[hitch.value, errors.value] = [null, []]
    const code = readSchoolCode(form.code)
    if (code === null) return void wrong(form.code.trim() === '' ? 'missing' : 'shape')
    busy.value = true
    const found = await checkCode(code).finally(() => (busy.value = false))
    if (found.is === 'wrong') return void wrong('wrong')
    if (found.is === 'offline') return void (hitch.value = t('handin.error.offline'))
    if (found.is === 'later')
      return void (hitch.value =
        found.waitMs === null ? t('common.failed') : t('handin.error.wait', { wait: duration(Math.ceil(found.waitMs / minute) * minute) }))
    school.value = found.school
    await nextTick()
    document.getElementById('school')?.focus()
  }

  /** Back to the code, because the board is not the one that was meant or the school has another code by now. */
  async function otherCode(isWrong = false): Promise<void> {
    school.value = null
    errors.value = []
    if (isWrong) return void wrong('wrong')
    await nextTick()
    document.getElementById('school-code')?.focus()
  }

  const filled = (): HandIn => ({ code: readSchoolCode(form.code) ?? '', writtenBy: form.writtenBy.trim(), callBackNumber: form.callBackNumber.trim() })

  return { form, school, errors, hitch, busy, check, otherCode, filled }
}
