import { expect, it } from 'vitest'
import { newDataKey, openDataKey, seal, unseal } from '../../../api/db/seal.ts'

const words = new TextEncoder().encode('Dossier van groep 8 🚆')
const aes = (raw: Uint8Array<ArrayBuffer>) => crypto.subtle.importKey('raw', raw.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt'])
const place = (context: string) => new TextEncoder().encode(context)

it('opens what it sealed, in that place only, with that key only and with every bit in place', async () => {
  const key = await newDataKey()
  const sealed = await seal(key, 'board/report/1/body', words)
  expect(await unseal(key, 'board/report/1/body', sealed)).toEqual(words)
  await expect(unseal(key, 'board/report/2/body', sealed)).rejects.toThrow()
  await expect(unseal(await newDataKey(), 'board/report/1/body', sealed)).rejects.toThrow()
  for (const at of [0, 12, sealed.length - 1]) {
    const bent = sealed.map((byte, index) => (index === at ? byte ^ 1 : byte))
    await expect(unseal(key, 'board/report/1/body', bent)).rejects.toThrow()
  }
  for (const length of [0, 11, 27]) await expect(unseal(key, 'board/report/1/body', sealed.slice(0, length))).rejects.toThrow()
})

it('seals the same words differently each time', async () => {
  const key = await newDataKey()
  expect(await seal(key, 'x', words)).not.toEqual(await seal(key, 'x', words))
})

it('writes what WebCrypto opens and opens what WebCrypto wrote, so that older rows stay readable', async () => {
  const raw = crypto.getRandomValues(new Uint8Array(64))
  const [key, web] = [await openDataKey(raw), await aes(raw)]
  const sealed = await seal(key, 'x', words)
  const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.slice(0, 12), additionalData: place('x') }, web, sealed.slice(12))
  expect(new Uint8Array(opened)).toEqual(words)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const written = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: place('x') }, web, words)
  expect(await unseal(key, 'x', new Uint8Array([...iv, ...new Uint8Array(written)]))).toEqual(words)
})
