import { nextTick, onScopeDispose, type Ref } from 'vue'
import { useRouter } from 'vue-router'

/** The screen scrolls within its frame, so the frame remembers: a new screen starts at the top, going back finds the old place. */
export function useScrollMemory(frame: Readonly<Ref<HTMLElement | null>>) {
  const router = useRouter()
  const places = new Map<string, number>()
  const position = () => Number((history.state as { position?: number } | null)?.position ?? 0)
  let last = position()

  const stopBefore = router.beforeEach((_to, from) => void places.set(from.fullPath, frame.value?.scrollTop ?? 0))
  const stopAfter = router.afterEach(async (to, from, failure) => {
    const back = position() < last
    last = position()
    if (failure || to.path === from.path) return
    await nextTick()
    if (frame.value) frame.value.scrollTop = back ? (places.get(to.fullPath) ?? 0) : 0
  })
  onScopeDispose(() => [stopBefore, stopAfter].forEach((stop) => stop()))
}
