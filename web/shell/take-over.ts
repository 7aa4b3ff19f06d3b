const all = (what: string) => [...document.querySelectorAll<HTMLElement>(what)]

/** Finds what stands on the new screen in the place of a drawn link, button or field: most of them have no id. */
function placeOf(one: Element | null): () => HTMLElement | undefined {
  const looks = (other: Element) => [other.tagName, other.id, other.getAttribute('href'), other.textContent].join('|')
  const alike = one ? all('#app a, #app button, #app input').filter((other) => looks(other) === looks(one)) : []
  const [look, n] = [one && looks(one), alike.findIndex((other) => other === one)]
  return () => (n < 0 ? undefined : all('#app a, #app button, #app input').filter((other) => looks(other) === look)[n])
}

/** What somebody did on a page that was drawn at build time, before the app was there; null on any other page. */
export function drawnAhead() {
  if (!document.querySelector('#app')?.firstElementChild) return null
  const done = all('#app input:checked, #app [data-tapped]').map(placeOf)
  const focused = placeOf(document.activeElement)
  const top = document.querySelector('#app .frame')?.scrollTop ?? 0
  const page = document.documentElement.dataset
  /** does it again on the screens that took its place */
  return () => {
    delete page['drawn']
    forget()
    for (const place of done) place()?.click()
    focused()?.focus({ preventScroll: true })
    const frame = document.querySelector('#app .frame')
    if (frame && top > 0) frame.scrollTop = top
    if (!('held' in page)) return
    delete page['held']
    setTimeout(() => document.querySelector('form')?.requestSubmit())
  }
}

/** How often the page was loaded again because the app did not come (web/public/first-paint.js). */
function forget(): void {
  try {
    sessionStorage.removeItem('seintje.drawn')
  } catch {
    // A browser that forbids storage has nothing to forget.
  }
}
