import { v7 } from 'uuid'
import { expect } from 'vitest'
import { letterFields } from '../../shared/notification/letter.ts'
import { canary } from './canary.ts'
import type { House } from './canary-house.ts'

/** What people are told, who they are and why it went out as it did; then read back. */
export async function canaryPeople(h: House, incidentId: string, noise: Record<string, string>): Promise<void> {
  const dpo = await h.as('dpo')
  const [at, named] = [`/incidents/${incidentId}`, '/incidents/{incidentId}']
  const send = async (method: string, path: string, body: object, ids: Record<string, string> = {}) => {
    const there = `${at}${path}`.replaceAll(/\{(\w+)\}/g, (_, id: string) => ids[id] ?? v7())
    const answer = await h.send(dpo, `${method} ${named}${path}`, there, body, noise)
    expect({ path, status: answer.status }).toEqual({ path, status: 200 })
    return (await answer.json()) as Record<string, string>
  }
  const letter = await send('POST', '/communications', { kind: 'letter', lang: 'nl' })
  const text = Object.fromEntries(letterFields.map((field) => [field, canary]))
  await send('PUT', '/communications/{id}', { revision: 1, text }, letter)
  await send('POST', '/communications/{id}/finish', { revision: 2, anyway: canary }, letter)
  const row = { name: canary, age: 9, addresses: [canary], protectedAddress: false }
  await send('POST', '/imports/recipients', { kind: 'subject', rows: [row] })
  await send('POST', '/communications/{id}/sendings', { channel: 'mail', sentAt: h.o.now(), recipients: 'all', note: canary }, letter)
  expect((await (await dpo.get(`${at}/people`)).text()).split(canary).length).toBeGreaterThan(10)
}
