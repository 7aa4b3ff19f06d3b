import { onMounted, onScopeDispose } from 'vue'

/** How often a screen that lies open looks again, in milliseconds. */
const every = 30_000

/** Calls `again` whenever what stands here may have grown old: the page comes back into sight, a notification was tapped, a while went by. */
export function useSeenAgain(again: () => void): void {
  const seen = () => document.visibilityState === 'visible' && again()
  /** A tap on a notification about the very screen that is open changes no address. */
  const tapped = ({ data }: MessageEvent) => void (data?.type === 'open' && again())
  const worker = navigator.serviceWorker
  let timer: ReturnType<typeof setInterval> | undefined

  onMounted(() => {
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('pageshow', seen)
    window.addEventListener('online', seen)
    worker?.addEventListener('message', tapped)
    timer = setInterval(seen, every)
  })
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', seen)
    window.removeEventListener('pageshow', seen)
    window.removeEventListener('online', seen)
    worker?.removeEventListener('message', tapped)
    clearInterval(timer)
  })
}
