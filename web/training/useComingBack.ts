import { onScopeDispose } from 'vue'

/** Tries again when the network is back, and when the screen is while something is left to do: a phone in a pocket hears of no network. */
export function useComingBack(tryAgain: () => void, isLeft: () => boolean): void {
  const visible = () => document.visibilityState === 'visible' && isLeft() && tryAgain()
  window.addEventListener('online', tryAgain)
  document.addEventListener('visibilitychange', visible)
  onScopeDispose(() => {
    window.removeEventListener('online', tryAgain)
    document.removeEventListener('visibilitychange', visible)
  })
}
