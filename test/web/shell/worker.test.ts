import { afterEach, expect, it, vi } from 'vitest'
import { registerWorker } from '../../../web/shell/worker.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** What the page says to its worker in the first minute of a visit, on a line that counts its bytes or not. */
async function saidTo({ saveData }: { saveData: boolean }) {
  vi.useFakeTimers()
  vi.stubEnv('PROD', true)
  const said: unknown[] = []
  const registration = { waiting: null, active: { postMessage: (word: unknown) => said.push(word) }, addEventListener: () => undefined }
  const serviceWorker = { register: async () => registration, ready: Promise.resolve(registration), controller: {} }
  vi.stubGlobal('navigator', { serviceWorker, connection: { saveData } })
  await registerWorker()
  await vi.advanceTimersByTimeAsync(60_000)
  return said
}

it('asks the worker, once the app is installed and idle, for what reporting does without', async () => {
  expect(await saidTo({ saveData: false })).toEqual([{ type: 'LATER' }])
})

it('does not ask for it where the browser says that bytes are counted', async () => {
  expect(await saidTo({ saveData: true })).toEqual([])
})
