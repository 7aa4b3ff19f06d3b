import { needTexts } from '../i18n.ts'
import { useConnection } from '../offline/useConnection.ts'
import { useLater } from '../ui/useLater.ts'

/** The warning of a device that cannot encrypt, or cannot keep what is typed; nearly all can, and never load it. */
export function useKeepingNotice() {
  const { keeping, trouble } = useConnection()
  return useLater(
    async () => (await Promise.all([import('./KeepingNotice.vue'), needTexts('device')]))[0],
    () => trouble.value !== null || !['unknown', 'sealed'].includes(keeping.value),
  )
}
