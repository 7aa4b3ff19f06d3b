import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useSession } from '../access/session-store.ts'
import type { Held } from '../offline/hand-in-code.ts'
import { openOffline } from '../offline/open-offline.ts'
import { unsent, useConnection } from '../offline/useConnection.ts'

/** How long things wait for somebody to sign in before the screen offers another way, in milliseconds. */
const patience = 60_000

/** Whether things wait for signing in longer than a minute. It turns true by itself, without a new page. */
export function useHeldLong() {
  const { status } = useConnection()
  const long = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => status.value.signInSince,
    (since) => {
      clearTimeout(timer)
      const left = since === null ? null : Math.min(patience, since + patience - Date.now())
      long.value = left !== null && left <= 0
      if (left !== null && left > 0) timer = setTimeout(() => (long.value = true), left)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return long
}

/** The reports that may be handed in here with the school's code; `loading` until the device has been asked. */
export function useHeldReports(changes: () => unknown = () => null) {
  const { status } = useConnection()
  const session = useSession()
  const held = shallowRef<Held[] | 'loading'>('loading')
  const stamp = computed(() => [session.identityId, status.value.signInSince, status.value.busy, unsent.value, changes()])
  let turn = 0
  watch(
    stamp,
    async () => {
      const mine = ++turn
      const found = await openOffline()
        .then((offline) => offline.more())
        .then((more) => more.heldReports(session.identityId))
        .catch(() => [])
      if (mine === turn) held.value = found
    },
    { immediate: true },
  )
  return held
}
