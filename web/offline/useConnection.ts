import { computed, shallowRef } from 'vue'
import type { SyncStatus } from './sync.ts'

/** What the outbox knows of the network and of itself; filled once the store is loaded, after the first paint. */
export const syncStatus = shallowRef<SyncStatus>({ connection: 'unknown', busy: false, signInSince: null, sendsAs: null, skewMs: null, wakeAt: null })

/** Reports and messages on this device that the server does not have yet, whoever wrote them. */
export const unsent = shallowRef(0)

/** Where what is typed is kept: sealed, readable (this browser keeps no keys), or nowhere (it gives no storage at all). */
export const keeping = shallowRef<'unknown' | 'sealed' | 'readable' | 'nowhere'>('unknown')

/**
 * What is wrong with the store now: `lost` it does not answer · `full` what is typed does not fit · `blocked` another tab holds
 * the old version · `newer` another tab has a newer app · `tooOld` this app cannot use what a newer one made.
 */
export type StoreTrouble = 'lost' | 'full' | 'blocked' | 'newer' | 'tooOld'
export const trouble = shallowRef<StoreTrouble | null>(null)

/** Whether the server answers: true, false, or null while nobody asked yet. And what still waits. */
export function useConnection() {
  const online = computed(() => (syncStatus.value.connection === 'unknown' ? null : syncStatus.value.connection === 'online'))
  return { online, unsent, keeping, trouble, status: syncStatus }
}
