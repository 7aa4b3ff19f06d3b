import { computed, reactive, ref } from 'vue'
import { useI18n } from '../ui/useSentences.ts'
import type { Outcome } from '../outcome.ts'
import { useSession } from './session-store.ts'

export type DeviceAnswer = 'yes' | 'no' | 'unknown'
type Field = 'email' | 'code' | 'device'
type Form = { email: string; code: string; device: DeviceAnswer | undefined }
type Slip = [field: Field, key: string]

const keyOf = { 'session.codeWrong': 'codeWrong', 'session.codeExpired': 'codeExpired', 'request.tooMany': 'tooMany', 'access.noBoard': 'noBoard' } as const

function addressSlips({ email }: Form): Slip[] {
  if (email.trim() === '') return [['email', 'emailMissing']]
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? [] : [['email', 'emailShape']]
}

/** A pasted code may bring spaces and a dash along. */
const digitsOf = (code: string) => code.replace(/\D/g, '')

const codeSlips = ({ code, device }: Form): Slip[] => [
  ...(digitsOf(code).length === 6 ? [] : [['code', 'codeShape'] satisfies Slip]),
  ...(device === undefined ? [['device', 'deviceMissing'] satisfies Slip] : []),
]

/** The two steps of signing in by mail, and what may go wrong in them. */
export function useSignInByCode(done: () => void) {
  const { t } = useI18n()
  const session = useSession()
  const step = ref<'address' | 'code'>('address')
  const form = reactive<Form>({ email: '', code: '', device: session.ownDevice ? 'yes' : undefined })
  const errors = ref<{ id: Field; text: string }[]>([])
  const [busy, resent, offline] = [ref(false), ref(false), ref(false)]
  const email = computed(() => form.email.trim())

  /** What the server refused, beside the field it is about. */
  function told(answer: Outcome<unknown>, field: Field) {
    offline.value = answer.is === 'offline'
    if (answer.is !== 'refused') return
    const key = keyOf[answer.code as keyof typeof keyOf]
    errors.value = [{ id: field, text: key ? t(`session.error.${key}`) : answer.detail || t('common.failed') }]
  }

  /** One request at a time, and none while something on the screen is wrong. */
  async function unless(slips: Slip[], work: () => Promise<void>) {
    if (busy.value) return
    offline.value = resent.value = false
    errors.value = slips.map(([id, key]) => ({ id, text: t(`session.error.${key}`) }))
    if (slips.length > 0) return
    busy.value = true
    await work().finally(() => (busy.value = false))
  }

  const send = (again: boolean) =>
    unless(addressSlips(form), async () => {
      const answer = await session.askCode(email.value)
      if (answer.is !== 'ok') return told(answer, again ? 'code' : 'email')
      resent.value = again
      form.code = ''
      step.value = 'code'
    })

  const open = () =>
    unless(codeSlips(form), async () => {
      const answer = await session.signIn(email.value, digitsOf(form.code), form.device === 'yes')
      if (answer.is === 'ok') return done()
      told(answer, 'code')
    })

  function startOver() {
    form.code = ''
    step.value = 'address'
    errors.value = []
    resent.value = false
  }

  const errorOf = (id: Field) => errors.value.find((error) => error.id === id)?.text
  return { step, form, errors, errorOf, busy, resent, offline, email, send, open, startOver }
}
