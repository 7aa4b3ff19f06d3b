/** Puts the focus at the start of the screen, as a new page would. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}

/** The same, but only when what had the focus is gone: somebody who still has a place keeps it. */
export function focusHeadingIfLost(): void {
  const at = document.activeElement
  if (!at || at === document.body || at.getClientRects().length === 0) focusHeading()
}
