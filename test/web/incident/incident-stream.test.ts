import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { useIncidentStream, type Source } from '../../../web/incident/useIncidentStream.ts'

type Heard = 'open' | 'changed' | 'error'

/** A stream of which the test holds the other end. */
function farStream() {
  const streams: { say: (what: Heard) => void; closed: boolean; readyState: number }[] = []
  const open = (): Source => {
    const listeners = new Map<string, () => void>()
    const stream = { closed: false, readyState: 0, say: (what: Heard) => listeners.get(what)?.() }
    streams.push(stream)
    return {
      get readyState() {
        return stream.readyState as 0 | 1 | 2
      },
      addEventListener: (name: string, listener: unknown) => void listeners.set(name, listener as () => void),
      close: () => void (stream.closed = true),
    }
  }
  return { open, streams, last: () => streams.at(-1) }
}

const scope = () => effectScope()
let fetched = 0
const onChange = () => void (fetched += 1)

beforeEach(() => {
  vi.useFakeTimers()
  fetched = 0
})
afterEach(() => vi.useRealTimers())

it('fetches once for a burst of changes', async () => {
  const far = farStream()
  const { mode } = scope().run(() => useIncidentStream({ onChange, open: far.open }))!
  far.last()?.say('open')
  await vi.advanceTimersByTimeAsync(1000)
  expect([mode.value, fetched]).toEqual(['live', 1])
  for (let i = 0; i < 5; i += 1) far.last()?.say('changed')
  await vi.advanceTimersByTimeAsync(1000)
  expect(fetched).toBe(2)
})

it('falls back to asking every half minute after three breaks, and comes back by itself', async () => {
  const far = farStream()
  const { mode } = scope().run(() => useIncidentStream({ onChange, open: far.open }))!
  for (let i = 0; i < 3; i += 1) far.last()?.say('error')
  expect([mode.value, far.streams[0]?.closed]).toEqual(['polling', true])
  await vi.advanceTimersByTimeAsync(31_000)
  expect(fetched).toBe(1)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(far.streams).toHaveLength(2)
  far.last()?.say('open')
  expect(mode.value).toBe('live')
  await vi.advanceTimersByTimeAsync(1000)
  const before = fetched
  await vi.advanceTimersByTimeAsync(120_000)
  expect(fetched).toBe(before)
})

it('asks at once when the browser was refused and will not try again', () => {
  const far = farStream()
  const { mode } = scope().run(() => useIncidentStream({ onChange, open: far.open }))!
  Object.assign(far.last() ?? {}, { readyState: 2 })
  far.last()?.say('error')
  expect(mode.value).toBe('polling')
})

it('keeps no line open for who may not see the list, nor after the screen has gone', async () => {
  const far = farStream()
  const enabled = ref(false)
  const running = scope()
  running.run(() => useIncidentStream({ onChange, enabled, open: far.open }))
  expect(far.streams).toHaveLength(0)
  enabled.value = true
  await vi.advanceTimersByTimeAsync(0)
  expect(far.streams).toHaveLength(1)
  running.stop()
  expect(far.last()?.closed).toBe(true)
})
