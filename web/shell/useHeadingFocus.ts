import { nextTick, onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'

/** After a navigation the focus starts at the new heading, as it would on a new page. The first page is left alone. */
export function useHeadingFocus() {
  const stop = useRouter().afterEach(async (to, from, failure) => {
    if (failure || from.matched.length === 0 || to.path === from.path || to.meta.keepFocus) return
    await nextTick()
    focusHeading()
  })
  onScopeDispose(stop)
}

export function focusHeading() {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
