import { onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'

/** What we need of the browser's EventSource; tests bring one of their own. */
export type Source = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>

interface Options {
  /** something changed, or may have: fetch again */
  onChange: () => void
  /** nobody who may not see the list keeps a line open */
  enabled?: MaybeRefOrGetter<boolean>
  open?: () => Source
  /** after so many breaks in a row the stream is given up for a while */
  breaksAllowed?: number
  pollEveryMs?: number
  retryMs?: number
  settleMs?: number
}

const openStream = (): Source => new EventSource('/api/v1/incidents/stream')

/**
 * Keeps a screen up to date: the server says that something changed, never what. When the stream keeps breaking (a proxy, a
 * filter at school) the screen asks every half minute instead, and keeps trying to get the stream back.
 */
export function useIncidentStream({ onChange, enabled = true, open = openStream, breaksAllowed = 3, pollEveryMs = 30_000, retryMs = 60_000, settleMs = 250 }: Options) {
  const mode = ref<'connecting' | 'live' | 'polling'>('connecting')
  let source: Source | undefined
  let breaks = 0
  let poll: ReturnType<typeof setInterval> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let settle: ReturnType<typeof setTimeout> | undefined

  /** A burst of changes is one fetch. */
  function changed() {
    clearTimeout(settle)
    settle = setTimeout(onChange, settleMs)
  }

  function connect() {
    source?.close()
    source = open()
    source.addEventListener('open', () => {
      // What happened while we were away was told to nobody.
      if (mode.value !== 'live') changed()
      breaks = 0
      mode.value = 'live'
      clearInterval(poll)
      poll = undefined
    })
    source.addEventListener('changed', changed)
    source.addEventListener('error', broke)
  }

  function broke() {
    breaks += 1
    if (mode.value === 'live') mode.value = 'connecting'
    // The browser tries again by itself, unless it was refused: then it has closed the stream for good.
    const closed = 2
    if (breaks < breaksAllowed && source?.readyState !== closed) return
    source?.close()
    mode.value = 'polling'
    poll ??= setInterval(changed, pollEveryMs)
    clearTimeout(retry)
    retry = setTimeout(connect, retryMs)
  }

  function seen() {
    if (document.visibilityState === 'visible') changed()
  }

  function stop() {
    source?.close()
    source = undefined
    clearInterval(poll)
    poll = undefined
    clearTimeout(retry)
    clearTimeout(settle)
    mode.value = 'connecting'
    document.removeEventListener('visibilitychange', seen)
  }

  function start() {
    breaks = 0
    connect()
    document.addEventListener('visibilitychange', seen)
  }

  watch(() => toValue(enabled), (now) => (now ? start() : stop()), { immediate: true })
  onScopeDispose(stop)
  return { mode }
}
