/** An iPhone or iPad; an iPad calls itself a Mac, but a Mac has no touch screen. */
export const isApplePhone = (): boolean =>
  /iP(hone|ad|od)/.test(navigator.userAgent) || (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1)

/** Opened from the home screen; older iOS says so only in a way of its own. */
export const isInstalled = (): boolean =>
  (globalThis.matchMedia?.('(display-mode: standalone)').matches ?? false) || (navigator as { standalone?: boolean }).standalone === true
