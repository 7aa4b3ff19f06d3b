import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { days } from '../../../shared/instant.ts'
import { takeOverShared } from '../../../web/incident/shared-things.ts'
import { toReport, type ReportFields } from '../../../web/incident/report-form.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { newId } from '../../../web/offline/uuid.ts'
import { dropShared, keepShared, sharedThings, sharesFor } from '../../../web/sw/shared-box.ts'
import { farEnd } from '../../support/mount-screen.ts'

async function shared(who: string | null, at = Date.now()): Promise<string> {
  await sharesFor(who)
  const id = newId(at)
  await keepShared({ id, at, left: 0 }, 'Stick kwijt', [])
  return id
}

beforeEach(async () => {
  farEnd({})
  wireOffline({ identity: () => null, onIdentity: () => undefined })
  for (const { id } of await sharedThings()) await dropShared(id)
})

it('counts from when it was shared, not from when the form took it over days later', async () => {
  const at = Date.now() - days(4)
  const id = await shared('noor', at)
  expect((await takeOverShared('noor')).newest).toMatchObject({ draftId: id, at })
  const draft = (await (await openOffline()).openDraft<ReportFields>(id))!
  expect(draft.fields).toMatchObject({ when: 'now', chosenAt: new Date(at).toISOString() })
  expect(toReport(draft.fields, new Date().toISOString(), null)).toMatchObject({ discoveredAt: new Date(at).toISOString(), discoveredBasis: 'now' })
})

it('says that what another shared waits for him, and gives it when he signs in', async () => {
  const id = await shared('noor')
  expect(await takeOverShared(null, id)).toEqual({ newest: null, missed: 'waits' })
  expect(await takeOverShared('frits', id)).toEqual({ newest: null, missed: 'waits' })
  expect(await takeOverShared('noor', id)).toMatchObject({ newest: { draftId: id }, missed: null })
})

it('says so when what was asked for is nowhere, and when the box does not open', async () => {
  const nowhere = newId(Date.now())
  expect(await takeOverShared('noor', nowhere)).toEqual({ newest: null, missed: 'failed' })
  expect(await takeOverShared('noor')).toEqual({ newest: null, missed: null })
  const { open } = indexedDB
  indexedDB.open = () => {
    throw new DOMException('no storage here', 'SecurityError')
  }
  expect(await takeOverShared('noor', nowhere)).toEqual({ newest: null, missed: 'failed' })
  expect(await takeOverShared('noor')).toEqual({ newest: null, missed: null })
  indexedDB.open = open
})

it('finds the draft again at the same address, and misses nothing', async () => {
  const id = await shared(null)
  expect((await takeOverShared(null, id)).newest).toMatchObject({ draftId: id })
  expect(await takeOverShared(null, id)).toEqual({ newest: null, missed: null })
})

it('makes it his who is signed in where it is opened at once, and nobody’s when it only lies there', async () => {
  const [asked, lay] = [await shared(null), await shared(null)]
  await takeOverShared('noor', asked)
  const offline = await openOffline()
  expect((await offline.openDraft(asked))?.row.ownerId).toBe('noor')
  expect((await offline.openDraft(lay))?.row.ownerId).toBeNull()
})
