import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lostStick, office, type Office } from '../../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

/** Reads the stream until a piece holds this, or the time is over. */
async function next(reader: ReadableStreamDefaultReader<Uint8Array>, holds: string, ms: number): Promise<boolean> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, ms))
  for (;;) {
    const piece = await Promise.race([reader.read(), late])
    if (!piece?.value) return false
    if (new TextDecoder().decode(piece.value).includes(holds)) return true
  }
}

it('tells an open desk at once that its board has news, without a word of it, and does not wake itself by reading', async () => {
  const [dpo, noor] = [await o.as('dpo'), await o.as('teacher')]
  const stop = new AbortController()
  const stream = await o.request('/api/v1/incidents/stream', { headers: { cookie: dpo.cookie }, signal: stop.signal })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const reader = stream.body!.getReader()
  expect(await next(reader, 'event: open', 5_000)).toBe(true)
  await dpo.get('/incidents')
  expect(await next(reader, 'event: changed', 700)).toBe(false)
  await reader.cancel()

  const again = (await o.request('/api/v1/incidents/stream', { headers: { cookie: dpo.cookie } })).body!.getReader()
  await next(again, 'event: open', 5_000)
  await noor.put(`/reports/${v7()}`, lostStick(o.now()))
  expect(await next(again, `event: changed\ndata: {"organisationId":"01900000-0000-7000-8000-000000000001"}`, 2_000)).toBe(true)
  await again.cancel()
  stop.abort()
})

it('keeps the stream from whoever has no desk', async () => {
  for (const persona of ['teacher', 'admin', 'auditor'] as const) expect((await (await o.as(persona)).get('/incidents/stream')).status).toBe(403)
})
