import { afterAll, beforeEach, expect, it } from 'vitest'
import { claimInstallation } from '../../../api/db/installation.ts'
import { makeRootKeys } from '../../../api/db/keys.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'

const keys = await makeRootKeys(new Uint8Array(32).fill(1))
const otherKeys = await makeRootKeys(new Uint8Array(32).fill(2))
let store: TestDatabase
beforeEach(async () => {
  await store?.drop()
  store = await testDatabase()
})
afterAll(() => store.drop())

it('belongs to the mode and the key of its first start', async () => {
  await claimInstallation(store.db, keys, 'production')
  await claimInstallation(store.db, keys, 'production')
  expect(await store.sql('select key from installation order by key')).toEqual([{ key: 'keyCheck' }, { key: 'mode' }])
})

it('refuses the demo on real data, and production on demo data', async () => {
  await claimInstallation(store.db, keys, 'production')
  await expect(claimInstallation(store.db, keys, 'demo')).rejects.toMatchObject({ name: 'StartRefusal', code: 'demoOnProduction' })
  await store.drop()
  store = await testDatabase()
  await claimInstallation(store.db, keys, 'demo')
  await expect(claimInstallation(store.db, keys, 'production')).rejects.toMatchObject({ name: 'StartRefusal', code: 'productionOnDemo' })
})

it('refuses another root key and changes nothing', async () => {
  await claimInstallation(store.db, keys, 'demo')
  const before = await store.sql('select * from installation order by key')
  await expect(claimInstallation(store.db, otherKeys, 'demo')).rejects.toMatchObject({ name: 'StartRefusal', code: 'otherKey' })
  expect(await store.sql('select * from installation order by key')).toEqual(before)
})

it('is claimed by one of two that start together, the other is refused', async () => {
  const claims = await Promise.allSettled([claimInstallation(store.db, keys, 'demo'), claimInstallation(store.db, keys, 'production')])
  expect(claims.filter((claim) => claim.status === 'fulfilled')).toHaveLength(1)
})
