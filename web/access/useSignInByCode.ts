import { computed, reactive, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Outcome } from '../api.ts'
import { useSession } from './session-store.ts'

export type DeviceAnswer = 'yes' | 'no' | 'unknown'
type Field = 'email' | 'code' | 'device'

const codesOf = { 'session.codeWrong': 'codeWrong', 'session.codeExpired': 'codeExpired', 'request.tooMany': 'tooMany', 'access.noBoard': 'noBoard' } as const

/** The two steps of signing in by mail, and what may go wrong in them. */
export function useSignInByCode(done: () => void) {
  const { t } = useI18n()
  const session = useSession()
  const step = ref<'address' | 'code'>('address')
  const form = reactive({ email: '', code: '', device: session.ownDevice ? 'yes' : (undefined as DeviceAnswer | undefined) })
  const errors = ref<{ id: Field; text: string }[]>([])
  const busy = ref(false)
  const resent = ref(false)
  const offline = ref(false)

  const digits = computed(() => form.code.replace(/\D/g, ''))
  const email = computed(() => form.email.trim())
  const fail = (id: Field, key: string) => void errors.value.push({ id, text: t(`session.error.${key}`) })

  function addressIsWrong(): boolean {
    if (email.value === '') fail('email', 'emailMissing')
    else if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.value)) fail('email', 'emailShape')
    return errors.value.length > 0
  }

  function codeIsWrong(): boolean {
    if (digits.value.length !== 6) fail('code', 'codeShape')
    if (form.device === undefined) fail('device', 'deviceMissing')
    return errors.value.length > 0
  }

  /** What the server refused, beside the field it is about. */
  function told(answer: Outcome<unknown>, field: Field) {
    offline.value = answer.is === 'offline'
    if (answer.is !== 'refused') return
    const key = codesOf[answer.code as keyof typeof codesOf]
    errors.value = [{ id: field, text: key ? t(`session.error.${key}`) : answer.detail || t('common.failed') }]
  }

  async function once(work: () => Promise<void>) {
    if (busy.value) return
    busy.value = true
    errors.value = []
    offline.value = false
    await work().finally(() => (busy.value = false))
  }

  const send = (again: boolean) =>
    once(async () => {
      resent.value = false
      if (addressIsWrong()) return
      const answer = await session.askCode(email.value)
      if (answer.is !== 'ok') return told(answer, again ? 'code' : 'email')
      resent.value = again
      form.code = ''
      step.value = 'code'
    })

  const open = () =>
    once(async () => {
      resent.value = false
      if (codeIsWrong()) return
      const answer = await session.signIn(email.value, digits.value, form.device === 'yes')
      if (answer.is === 'ok') return done()
      told(answer, 'code')
    })

  function startOver() {
    step.value = 'address'
    errors.value = []
    resent.value = false
    form.code = ''
  }

  const errorOf = (id: Field) => errors.value.find((error) => error.id === id)?.text
  return { step, form, errors, errorOf, busy, resent, offline, email, send, open, startOver }
}
