import { nextTick, onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { focusHeading, focusHeadingIfLost } from '../ui/focus-heading.ts'

/** After a navigation the focus starts at the new heading, as it would on a new page. The first page is left alone. */
export function useHeadingFocus() {
  const stop = useRouter().afterEach(async (to, from, failure) => {
    if (failure || from.matched.length === 0 || to.path === from.path) return
    const within = to.meta.keepFocus === true && to.meta.shell === from.meta.shell
    await nextTick()
    if (within) focusHeadingIfLost()
    else focusHeading()
  })
  onScopeDispose(stop)
}
