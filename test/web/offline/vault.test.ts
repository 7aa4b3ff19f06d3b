import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it, vi } from 'vitest'
import { openDb } from '../../../web/offline/db.ts'
import { openVault } from '../../../web/offline/vault.ts'

const bytes = new TextEncoder().encode('USB-stick kwijt')
const fresh = () => openDb({ indexedDB: new IDBFactory(), IDBKeyRange })

it('keeps words on the device under a key that cannot leave the browser', async () => {
  const db = fresh()
  const vault = await openVault(db)
  const sealed = await vault.seal('report/1', bytes)
  expect(vault.sealing).toBe(true)
  expect('plain' in sealed).toBe(false)
  expect(await vault.open('report/1', sealed)).toEqual(bytes)
  const key = (await db.meta.get('vaultKey'))?.value as CryptoKey
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})

it('opens with the same key after a restart, also when two tabs start at once', async () => {
  const indexedDB = new IDBFactory()
  const tabs = await Promise.all([0, 1, 2].map(() => openVault(openDb({ indexedDB, IDBKeyRange }))))
  const sealed = await tabs[0]!.seal('a', bytes)
  for (const tab of tabs) expect(await tab.open('a', sealed)).toEqual(bytes)
})

it('does not open a row that was moved to another place', async () => {
  const vault = await openVault(fresh())
  const sealed = await vault.seal('report/1', bytes)
  await expect(vault.open('report/2', sealed)).rejects.toThrow()
})

it('goes on unsealed where the browser cannot keep a key, and says so', async () => {
  const db = fresh()
  vi.spyOn(db.meta, 'add').mockImplementation(() => {
    throw new DOMException('CryptoKey could not be cloned', 'DataCloneError')
  })
  const vault = await openVault(db)
  expect(vault.sealing).toBe(false)
  const sealed = await vault.seal('report/1', bytes)
  expect(await vault.open('report/1', sealed)).toEqual(bytes)
})

it('goes on unsealed where the browser makes no key at all, and seals again where it does', async () => {
  const db = fresh()
  const making = vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(new DOMException('Lockdown Mode', 'NotSupportedError'))
  expect((await openVault(db)).sealing).toBe(false)
  making.mockRestore()
  expect((await openVault(db)).sealing).toBe(true)
})

it('fails for the one row whose key is gone, not at the start', async () => {
  const db = fresh()
  const sealed = await (await openVault(db)).seal('report/1', bytes)
  await db.meta.clear()
  const vault = await openVault(db)
  await expect(vault.open('report/1', sealed)).rejects.toThrow()
  expect(await vault.open('report/1', await vault.seal('report/1', bytes))).toEqual(bytes)
})

it('keeps its key in a store that was deleted and made anew while the app was open', async () => {
  const indexedDB = new IDBFactory()
  const db = openDb({ indexedDB, IDBKeyRange })
  const vault = await openVault(db)
  await new Promise((resolve) => indexedDB.deleteDatabase('seintje').addEventListener('success', resolve))
  await db.open()
  const sealed = await vault.seal('report/1', bytes)
  const next = await openVault(openDb({ indexedDB, IDBKeyRange }))
  expect(await next.open('report/1', sealed)).toEqual(bytes)
})
