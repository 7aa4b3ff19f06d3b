import fc from 'fast-check'
import { expect, it } from 'vitest'
import { judge, readAnswer, type Answer } from '../../../web/offline/verdict.ts'

const id = '018f3a5e-0000-7000-8000-000000000001'
const sha256 = 'a'.repeat(64)
const receivedAt = '2026-03-02T09:00:00.000Z'
const ack = { id, sha256, number: '2026-014', receivedAt, incidentId: id, state: 'received' }
const answer = (more: Partial<Answer>): Answer => ({ status: 201, ours: true, code: null, json: ack, waitMs: null, serverNow: receivedAt, ...more })
const report = { id, what: 'report', sha256 } as const

it('takes an acknowledgement of these very bytes, and nothing less', () => {
  expect(judge(answer({}), report)).toMatchObject({ is: 'received', receipt: { number: '2026-014', receivedAt } })
  for (const field of ['id', 'sha256', 'number', 'receivedAt', 'incidentId'] as const) {
    const { [field]: _, ...rest } = ack
    expect(judge(answer({ json: rest }), report).is).toBe('retry')
    expect(judge(answer({ json: { ...ack, [field]: 'other' } }), report).is).toBe(field === 'number' || field === 'incidentId' ? 'received' : 'retry')
  }
  expect(judge(answer({ json: '<h1>Welkom</h1>', ours: false }), report)).toMatchObject({ is: 'retry', reason: 'notAnAnswer' })
})

it('knows a state from a later version as received', () => {
  expect(judge(answer({ json: { ...ack, state: 'archived' } }), report)).toMatchObject({ is: 'received', receipt: { state: 'received' } })
})

it.each([
  [401, 'signIn'],
  [403, 'refused'],
  [409, 'refused'],
  [410, 'erased'],
  [413, 'refused'],
  [415, 'refused'],
  [422, 'refused'],
  [408, 'retry'],
  [429, 'retry'],
  [500, 'retry'],
  [502, 'retry'],
  [503, 'retry'],
] as const)('reads a %i of our server as %s', (status, is) => {
  expect(judge(answer({ status, json: {} }), report).is).toBe(is)
})

it('takes no refusal from a stranger, save that it is too large', () => {
  for (const status of [401, 403, 404, 409, 410, 415, 422]) expect(judge(answer({ status, ours: false, json: undefined }), report).is).toBe('retry')
  expect(judge(answer({ status: 413, ours: false, json: undefined }), report)).toEqual({ is: 'refused', reason: 'request.tooLarge' })
})

it('sends a photo again that was damaged on the way', () => {
  expect(judge(answer({ status: 422, code: 'attachment.digestWrong' }), { ...report, what: 'attachment' })).toMatchObject({ is: 'retry', reason: 'damaged' })
})

it('reads any answer without failing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.constantFrom('application/json', 'application/problem+json', 'text/html', ''),
      fc.integer({ min: 200, max: 599 }),
      async (body, type, status) => {
        const response = new Response([204, 205, 304].includes(status) ? null : body, { status, headers: { 'content-type': type } })
        const read = await readAnswer(response, 0)
        expect(read.ours).toBe(type === 'application/problem+json')
        expect(judge(read, report).is).not.toBe('received')
      },
    ),
  )
})
