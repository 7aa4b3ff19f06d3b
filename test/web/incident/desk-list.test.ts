import { expect, it } from 'vitest'
import type { IncidentSummary } from '../../../shared/incident/views.ts'
import { byTimeLeft, deskStateOf } from '../../../web/incident/desk-state.ts'

const incident = (id: string, changes: Partial<IncidentSummary>) =>
  ({ id, state: 'new', deadlineAt: '2026-03-05T09:00:00.000Z', receivedAt: '2026-03-02T09:00:00.000Z', ...changes }) as IncidentSummary

it('puts what is late first, then what is due soonest, and what is closed last with the newest on top', () => {
  const list = [
    incident('closed, old', { state: 'closed', deadlineAt: '2026-01-01T00:00:00.000Z', receivedAt: '2025-12-01T00:00:00.000Z' }),
    incident('in three days', { deadlineAt: '2026-03-08T09:00:00.000Z' }),
    incident('closed, new', { state: 'closed', receivedAt: '2026-02-01T00:00:00.000Z' }),
    incident('late', { deadlineAt: '2026-03-01T09:00:00.000Z', state: 'acknowledged' }),
    incident('today', { deadlineAt: '2026-03-05T17:00:00.000Z' }),
  ]
  expect(list.toSorted(byTimeLeft).map(({ id }) => id)).toEqual(['late', 'today', 'in three days', 'closed, new', 'closed, old'])
})

it('goes by what needs someone soonest, where the server tells; what needs nobody comes after all that does', () => {
  const list = [
    incident('filed, nothing runs', { needsAt: null }),
    incident('72 hours', { needsAt: '2026-03-05T09:00:00.000Z' }),
    incident('filed, a question waits', { needsAt: '2026-03-04T09:00:00.000Z', deadlineAt: '2026-03-01T09:00:00.000Z', state: 'acknowledged' }),
    incident('closed', { state: 'closed', needsAt: null }),
  ]
  expect(list.toSorted(byTimeLeft).map(({ id }) => id)).toEqual(['filed, a question waits', '72 hours', 'filed, nothing runs', 'closed'])
})

it('tells apart why there is nothing to see', () => {
  const refused = (status: number, code: string) => deskStateOf({ is: 'refused', status, code: code as 'server.error', detail: '', field: null })
  expect(deskStateOf({ is: 'offline' })).toBe('offline')
  expect(refused(401, 'session.none')).toBe('signedOut')
  expect(refused(403, 'session.deskNeedsPasskey')).toBe('needsDesk')
  expect(refused(403, 'access.denied')).toBe('denied')
  expect(refused(404, 'incident.notFound')).toBe('notFound')
  expect(refused(410, 'incident.erased')).toBe('erased')
  expect(refused(500, 'server.error')).toBe('error')
})
