import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { days } from '../../../shared/instant.ts'
import { isShare, looksLikePhoto, takeIn } from '../../../web/sw/share.ts'
import { dropOldShared, dropShared, keepShared, openShared, sharedThings, sharesFor } from '../../../web/sw/shared-box.ts'

const origin = 'https://seintje.example'
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 7])
const shared = (fields: Record<string, string>, files: BlobPart[] = []) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const [n, file] of files.entries()) form.append('files', new File([file], `IMG_${n}.jpg`, { type: 'image/jpeg' }))
  return { formData: async () => form }
}
const share = async (fields: Record<string, string>, files?: BlobPart[]) => {
  const answer = await takeIn(shared(fields, files))
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!.replace('/melden?gedeeld=', '')
}

beforeEach(async () => {
  for (const { id } of await sharedThings()) await dropShared(id)
  await sharesFor(null)
})

describe('what the worker takes in', () => {
  it.each([
    ['PUT', 'navigate', '/delen'],
    ['GET', 'navigate', '/delen'],
    ['POST', 'cors', '/delen'],
    ['POST', 'same-origin', '/delen'],
    ['POST', 'navigate', '/delen/'],
    ['POST', 'navigate', '/api/v1/reports'],
    ['PUT', 'cors', '/api/v1/reports/019a0000-0000-7000-8000-000000000000'],
    ['PUT', 'cors', '/api/v1/reports/019a0000-0000-7000-8000-000000000000/attachments/019a0000-0000-7000-8000-000000000001'],
    ['POST', 'cors', '/api/v1/reports/019a0000-0000-7000-8000-000000000000/messages'],
  ] as const)('is never a %s of mode %s to %s', (method, mode, path) => {
    expect(isShare({ method, mode, url: origin + path }, origin)).toBe(false)
  })

  it('is a share of this site and of no other', () => {
    const at = (url: string) => isShare({ method: 'POST', mode: 'navigate', url }, origin)
    expect([at(`${origin}/delen`), at(`${origin}/delen?x=1`), at('https://elders.example/delen')]).toEqual([true, true, false])
  })

  it('is on disk, sealed, before it answers', async () => {
    const id = await share({ title: 'Vreemde mail', text: 'Klik hier', url: 'https://phish.example' }, [jpeg])
    expect(await openShared(id)).toMatchObject({ text: 'Vreemde mail\nKlik hier\nhttps://phish.example', photos: [{ bytes: jpeg }] })
    const raw = await rowsOf('thing')
    expect(JSON.stringify(raw)).not.toContain('Klik')
    expect(((await rowsOf('meta')).find((row) => row['key'] === 'key')!['value'] as CryptoKey).extractable).toBe(false)
  })

  it('leaves out what is no photo, whatever it is called, and more than five, and counts them', async () => {
    const id = await share({}, ['<svg onload=x>', jpeg, jpeg, jpeg, jpeg, jpeg, jpeg])
    expect((await openShared(id))!.photos).toHaveLength(5)
    expect(await sharedThings()).toMatchObject([{ id, left: 2 }])
  })

  it('says the same words once', async () => {
    const id = await share({ title: 'Stick kwijt', text: 'Stick kwijt https://a.example/b', url: 'https://a.example/b' })
    expect((await openShared(id))!.text).toBe('Stick kwijt https://a.example/b')
    const same = await share({ title: 'Zelfde', text: 'Zelfde' })
    expect((await openShared(same))!.text).toBe('Zelfde')
  })

  it('says that it failed when there is nothing to keep or it cannot be kept', async () => {
    expect(await share({}, ['geen foto'])).toBe('mislukt')
    const broken = await takeIn({ formData: () => Promise.reject(new TypeError('cut off')) })
    expect([broken.status, broken.headers.get('location')]).toEqual([303, '/melden?gedeeld=mislukt'])
    expect(await sharedThings()).toEqual([])
  })
})

it.each([
  [[0xff, 0xd8, 0xff, 0xe1], true],
  [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], true],
  [[...Buffer.from('GIF89a')], true],
  [[...Buffer.from('RIFF\x00\x01\x02\x03WEBP')], true],
  [[0, 0, 0, 24, ...Buffer.from('ftypheic')], true],
  [[0, 0, 0, 24, ...Buffer.from('ftypmp42')], false],
  [[...Buffer.from('%PDF-1.7')], false],
  [[...Buffer.from('<svg xmlns')], false],
  [[], false],
])('knows a photo by its first bytes: %j is %s', (bytes, yes) => {
  expect(looksLikePhoto(new Uint8Array(bytes))).toBe(yes)
})

describe('what lies in the box', () => {
  it('belongs to whoever was signed in when it was shared', async () => {
    await sharesFor('frits')
    await share({ text: 'van Frits' })
    await sharesFor(null)
    await share({ text: 'van niemand' })
    // Both within a millisecond: either may come first.
    expect(new Set((await sharedThings()).map(({ who }) => who))).toEqual(new Set(['frits', null]))
  })

  it('goes after seven days, also photos of a share that was never finished', async () => {
    const now = Date.now()
    await keepShared({ id: 'old', at: now - days(8), left: 0 }, 'oud', [{ id: 'p1', bytes: jpeg }])
    await keepShared({ id: 'new', at: now - days(6), left: 0 }, 'nieuw', [{ id: 'p2', bytes: jpeg }])
    await dropOldShared(now)
    expect((await sharedThings()).map(({ id }) => id)).toEqual(['new'])
    expect((await rowsOf('photo')).map((row) => row['id'])).toEqual(['p2'])
  })

  it('is gone with its photos once it was taken over', async () => {
    const id = await share({ text: 'weg' }, [jpeg])
    await dropShared(id)
    expect([await openShared(id), await rowsOf('photo').then((rows) => rows.filter((row) => row['thingId'] === id))]).toEqual([undefined, []])
  })
})

/** What stands in a table, as anyone with the device could read it. */
const rowsOf = (store: string) =>
  new Promise<Record<string, unknown>[]>((done) => {
    const opening = indexedDB.open('seintje-shared')
    opening.onsuccess = () => {
      const asked = opening.result.transaction(store).objectStore(store).getAll()
      asked.onsuccess = () => [opening.result.close(), done(asked.result)]
    }
  })
