import { needTexts } from '../i18n.ts'
import { useConnection } from '../offline/useConnection.ts'
import { useLater } from '../ui/useLater.ts'

/** The warning of a device that cannot encrypt, or cannot keep anything; nearly all can, and never load it. */
export function useKeepingNotice() {
  const { keeping } = useConnection()
  return useLater(
    async () => (await Promise.all([import('./KeepingNotice.vue'), needTexts('handin')]))[0],
    () => keeping.value === 'readable' || keeping.value === 'nowhere',
  )
}
