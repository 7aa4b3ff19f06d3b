import { computed, shallowRef } from 'vue'
import type { SyncStatus } from './sync.ts'

/** What the outbox knows of the network and of itself; filled once the store is loaded, after the first paint. */
export const syncStatus = shallowRef<SyncStatus>({ connection: 'unknown', busy: false, signInSince: null, sendsAs: null, skewMs: null, wakeAt: null })

/** Whether the server answers: true, false, or null while nobody asked yet. */
export function useConnection() {
  const online = computed(() => (syncStatus.value.connection === 'unknown' ? null : syncStatus.value.connection === 'online'))
  return { online }
}
