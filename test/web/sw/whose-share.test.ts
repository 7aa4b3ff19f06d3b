import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import AppLife from '../../../web/shell/AppLife.vue'
import { keepShared, sharedThings } from '../../../web/sw/shared-box.ts'
import { newId } from '../../../web/offline/uuid.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

beforeEach(() => void farEnd({}))
afterEach(() => {
  localStorage.clear()
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

/** Whose it becomes when something is shared now. */
async function whose(): Promise<string | null | undefined> {
  const id = newId(Date.now())
  await keepShared({ id, at: Date.now(), left: 0 }, 'Gedeeld', [])
  return (await sharedThings()).find((thing) => thing.id === id)?.who
}
const kept = JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' })

it('is his who is signed in on a device of his own, and nobody’s on one that others use too', async () => {
  localStorage.setItem('seintje.session', kept)
  const own = await mountScreen(AppLife)
  await vi.waitFor(async () => expect(await whose()).toBe(fritsSession().identityId))
  own.screen.unmount()
  localStorage.clear()
  sessionStorage.setItem('seintje.session', kept)
  await mountScreen(AppLife)
  await vi.waitFor(async () => expect(await whose()).toBeNull())
})
