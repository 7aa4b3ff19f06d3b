import { onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'

/** What we need of the browser's EventSource; tests bring one of their own. */
export type Source = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>

interface Options {
  /** something changed, or may have: fetch again */
  onChange: () => void
  /** nobody who may not see the list keeps a line open */
  enabled?: MaybeRefOrGetter<boolean>
  open?: () => Source
}

const openStream = (): Source => new EventSource('/api/v1/incidents/stream')
/** After so many breaks in a row the stream is given up for a while. */
const breaksAllowed = 3
const pollEvery = 30_000
const tryAgainAfter = 60_000
/** A burst of changes is one fetch. */
const settleAfter = 250
/** The browser was refused and does not try again by itself. */
const closed = 2

/**
 * Keeps a screen up to date: the server says that something changed, never what. When the stream keeps breaking (a proxy, a
 * filter at school) the screen asks every half minute instead, and keeps trying to get the stream back.
 */
export function useIncidentStream({ onChange, enabled = true, open = openStream }: Options) {
  const mode = ref<'connecting' | 'live' | 'polling'>('connecting')
  const timers = makeTimers()
  let source: Source | undefined
  let breaks = 0

  const changed = () => timers.once('settle', onChange, settleAfter)
  const seen = () => document.visibilityState === 'visible' && changed()

  function connect() {
    source?.close()
    source = open()
    source.addEventListener('open', live)
    source.addEventListener('changed', changed)
    source.addEventListener('error', broke)
  }

  function live() {
    // What happened while we were away was told to nobody.
    if (mode.value !== 'live') changed()
    breaks = 0
    mode.value = 'live'
    timers.stop('poll')
  }

  function broke() {
    breaks += 1
    if (mode.value === 'live') mode.value = 'connecting'
    if (breaks < breaksAllowed && source?.readyState !== closed) return
    source?.close()
    if (mode.value !== 'polling') timers.every('poll', changed, pollEvery)
    mode.value = 'polling'
    timers.once('retry', connect, tryAgainAfter)
  }

  function stop() {
    source?.close()
    timers.stop('poll', 'retry', 'settle')
    mode.value = 'connecting'
    document.removeEventListener('visibilitychange', seen)
  }

  function start() {
    breaks = 0
    connect()
    document.addEventListener('visibilitychange', seen)
  }

  watch(
    () => toValue(enabled),
    (now) => (now ? start() : stop()),
    { immediate: true },
  )
  onScopeDispose(stop)
  return { mode }
}

/** Timers by name: starting one again takes the place of the one that ran. */
function makeTimers() {
  const running = new Map<string, ReturnType<typeof setTimeout>>()
  const stop = (...names: string[]) => names.forEach((name) => clearTimeout(running.get(name)))
  const run = (name: string, timer: () => ReturnType<typeof setTimeout>) => {
    stop(name)
    running.set(name, timer())
  }
  return {
    stop,
    once: (name: string, work: () => void, ms: number) => run(name, () => setTimeout(work, ms)),
    every: (name: string, work: () => void, ms: number) => run(name, () => setInterval(work, ms)),
  }
}
