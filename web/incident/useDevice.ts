import { onScopeDispose, shallowRef } from 'vue'
import { useI18n } from '../ui/useSentences.ts'
import { useSession } from '../access/session-store.ts'
import type { OnDevice } from '../offline/device.ts'
import { openOffline } from '../offline/open-offline.ts'
import type { StorageStatus } from '../offline/storage-status.ts'
import { watching } from './useReportLines.ts'

/** Between two looks at the storage, which tells nobody when it changes, in milliseconds. */
const lookEvery = 10_000

/** All that lies on this device, as far as this person may know. `nowhere`: it gives no storage. */
export function useOnDevice() {
  const session = useSession()
  const found = shallowRef<OnDevice | 'loading' | 'nowhere'>('loading')
  const start = async (me: string | null, show: (now: OnDevice) => void) => (await (await openOffline()).more()).watchDevice(me, show)
  watching(() => session.identityId, start, found)
  return found
}

/** What the browser says of its storage, looked at again and again; null until it was. */
export function useStorageStatus() {
  const status = shallowRef<StorageStatus | null>(null)
  const look = async () => (status.value = await (await (await openOffline()).more()).storageStatus())
  const quietly = () => void look().catch(() => undefined)
  quietly()
  const timer = setInterval(quietly, lookEvery)
  onScopeDispose(() => clearInterval(timer))
  return { status, look: quietly }
}

/** Bytes in the words a person uses: "minder dan 1 KB", "24 KB", "1,2 MB". */
export function useSize() {
  const { t, locale } = useI18n()
  return (bytes: number): string => {
    if (bytes < 1_000) return t('device.size.tiny')
    const [unit, by] = bytes < 1_000_000 ? ['kb', 1_000] : bytes < 1_000_000_000 ? ['mb', 1_000_000] : ['gb', 1_000_000_000]
    const n = new Intl.NumberFormat(locale.value, { maximumFractionDigits: unit === 'kb' ? 0 : 1 }).format(bytes / (by as number))
    return t(`device.size.${unit as 'kb'}`, { n })
  }
}
