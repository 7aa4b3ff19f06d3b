import { onScopeDispose, ref, toValue, watchEffect, type MaybeRefOrGetter } from 'vue'
import { useRouter, type RouteLocationRaw } from 'vue-router'

/** Whoever goes elsewhere with something unsaved is asked first: `asking` shows the question, `leave` goes after all. */
export function useAskBeforeLeaving(unsaved: MaybeRefOrGetter<boolean>) {
  const router = useRouter()
  const asking = ref(false)
  let to: RouteLocationRaw | undefined
  let going = false

  const stop = router.beforeEach((wanted, from) => {
    if (going || wanted.path === from.path || !toValue(unsaved)) return true
    to = wanted.fullPath
    asking.value = true
    return false
  })
  // The browser asks in its own words when the page itself goes.
  const hold = (event: BeforeUnloadEvent) => event.preventDefault()
  watchEffect((clean) => {
    if (!toValue(unsaved)) return
    addEventListener('beforeunload', hold)
    clean(() => removeEventListener('beforeunload', hold))
  })
  onScopeDispose(stop)

  function leave() {
    going = true
    asking.value = false
    if (to !== undefined) void router.push(to)
  }
  return { asking, leave }
}
