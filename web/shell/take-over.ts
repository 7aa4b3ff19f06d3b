/** What somebody did on a page that was drawn at build time, before the app was there; null on any other page. */
export function drawnAhead() {
  if (!document.querySelector('#app')?.firstElementChild) return null
  const checked = [...document.querySelectorAll<HTMLInputElement>('#app input:checked')].map(({ id }) => id)
  const focused = document.activeElement?.id ?? ''
  const top = document.querySelector('#app .frame')?.scrollTop ?? 0
  /** does it again on the screens that took its place */
  return () => {
    for (const id of checked) document.getElementById(id)?.click()
    document.getElementById(focused)?.focus({ preventScroll: true })
    const frame = document.querySelector('#app .frame')
    if (frame && top > 0) frame.scrollTop = top
    if (!('held' in document.documentElement.dataset)) return
    delete document.documentElement.dataset.held
    setTimeout(() => document.querySelector('form')?.requestSubmit())
  }
}
