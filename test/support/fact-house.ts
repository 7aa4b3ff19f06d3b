import { v7 } from 'uuid'
import type { FactsOfIncident, FieldView } from '../../shared/breach/facts-views.ts'
import { fenceHouse, type Anybody } from './fence-house.ts'

export type FactHouse = Awaited<ReturnType<typeof factHouse>>

/** The office with what is known of an incident at hand. */
export async function factHouse(options: Parameters<typeof fenceHouse>[0] = {}) {
  const h = await fenceHouse(options)
  const facts = async (who: Anybody, id: string) => (await (await h.as(who)).get(`/incidents/${id}/facts`)).json() as Promise<FactsOfIncident>
  const save = (who: Anybody, id: string, field: string, answer: unknown, basedOn: string | null = null, answerId = v7()) =>
    h.send(who, 'PUT', `/incidents/${id}/facts/${field}`, { id: answerId, basedOn, answer })
  const ask = (who: Anybody, id: string, body: Record<string, unknown>) =>
    h.send(who, 'POST', `/incidents/${id}/requests`, { id: v7(), question: 'Wie had de sleutel van de kast?', ...body })
  const link = async (path: string, body: unknown) => {
    const answer = await h.request(`/api/v1/questions/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  return {
    ...h,
    facts,
    save,
    ask,
    /** the newest answer to a field as it was saved */
    saved: async (...args: Parameters<typeof save>) => (await save(...args)).body as unknown as FieldView,
    history: async (who: Anybody, id: string, field: string) => (await (await h.as(who)).get(`/incidents/${id}/facts/${field}`)).json() as Promise<FieldView[]>,
    /** the token of a link that was handed out */
    tokenOf: (asked: { body: Record<string, unknown> }) => String(asked.body['link']).split('#')[1] ?? '',
    readLink: (token: string) => link('link', { token }),
    answerLink: (token: string, answer: string) => link('link/answer', { token, answer }),
    putFile: async (who: Anybody, id: string, fileId: string, bytes: Uint8Array, name = 'bewijs.txt', query = '') => {
      const { cookie } = await h.as(who)
      const headers = { cookie, 'content-type': 'application/x-anything', 'file-name': encodeURIComponent(name) }
      return h.request(`/api/v1/incidents/${id}/files/${fileId}${query}`, { method: 'PUT', headers, body: bytes as BodyInit })
    },
    close: (id: string) => h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [id, h.now()]),
  }
}
