import { v7 } from 'uuid'
import { expect } from 'vitest'
import { demoBoard } from '../../api/demo/board.ts'
import { canary, label } from './canary.ts'
import type { House } from './canary-house.ts'

/** A processor, whose name stands in clear as that of a firm, its notice, whom else to tell, and what is done about it; then read back. */
export async function canaryOthers(h: House, incidentId: string, noise: Record<string, string>): Promise<void> {
  const dpo = await h.as('dpo')
  const [organisationId, id] = [demoBoard.organisationId, v7()]
  const send = async (name: string, path: string, body: object) => {
    const answer = await h.send(dpo, name, path, body, noise)
    expect({ path, status: answer.status }).toEqual({ path, status: 200 })
    return (await answer.json()) as { items: { status: string }[] }
  }
  const agreed = { organisationId, revision: 0, noticeHours: 24, communicates: 'board', documented: true }
  await send('PUT /processors/{id}', `/processors/${id}`, { ...agreed, name: label, product: label, contact: canary })
  const [at, named] = [`/incidents/${incidentId}`, '/incidents/{incidentId}']
  await send(`PUT ${named}/processor`, `${at}/processor`, { processorId: id, noticeReceivedAt: h.o.now(), note: canary })
  const notice = { id: v7(), organisationId, processorId: id, noticeReceivedAt: h.o.now(), kind: 'other', text: canary }
  expect((await send('POST /processors/incidents', '/processors/incidents', { items: [notice] })).items).toMatchObject([{ status: 'opened' }])
  const done = { revision: 0, party: 'police', what: canary, state: 'done', doneAt: h.o.now(), record: canary }
  await send(`PUT ${named}/others/{id}`, `${at}/others/${v7()}`, done)
  const dropped = { revision: 0, aim: 'harm', text: canary, state: 'dropped', reason: canary }
  await send(`PUT ${named}/measures/{id}`, `${at}/measures/${v7()}`, dropped)
  expect((await (await dpo.get(`${at}/others`)).text()).split(canary).length).toBeGreaterThan(4)
  expect(await (await dpo.get('/measures?all=true')).text()).toContain(canary)
}
