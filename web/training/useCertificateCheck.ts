import { ref } from 'vue'
import { readCertificateCode, showCertificateCode } from '../../shared/training/certificate.ts'
import type { CertificateCheck } from '../../shared/training/training-views.ts'
import { api, outcomeOf } from '../api.ts'
import { useI18n } from '../ui/useSentences.ts'

/** What the server says of a code. `offline`: nobody could be asked, so nothing is known. */
export type Checked = CertificateCheck | { outcome: 'offline' } | { outcome: 'refused'; why: string }

/** Asks whether a certificate holds. What cannot be a code is not sent: it says so at the field. */
export function useCertificateCheck() {
  const { t } = useI18n()
  const typed = ref('')
  const error = ref('')
  const busy = ref(false)
  const answer = ref<Checked | null>(null)

  async function check(): Promise<void> {
    if (busy.value) return
    answer.value = null
    const code = readCertificateCode(typed.value)
    error.value = typed.value.trim() === '' ? t('certificate.missing') : code === null ? t('certificate.notOne') : ''
    if (code === null) return
    typed.value = showCertificateCode(code)
    busy.value = true
    const said = await outcomeOf<CertificateCheck>(api.certificates[':code'].$get({ param: { code: typed.value } }))
    busy.value = false
    if (said.is === 'ok') answer.value = said.value
    else answer.value = said.is === 'offline' ? { outcome: 'offline' } : { outcome: 'refused', why: said.detail || t('common.failed') }
  }

  return { typed, error, busy, answer, check }
}
