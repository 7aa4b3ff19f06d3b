import { v7 } from 'uuid'
import { demoIdentity } from '../../api/demo/board.ts'
import type { MeasureList } from '../../shared/notification/measures.ts'
import type { OthersView } from '../../shared/notification/other-parties.ts'
import type { ProcessorView } from '../../shared/notification/processors.ts'
import { board, fenceHouse, type Anybody } from './fence-house.ts'
import { otherBoard } from './hand-in.ts'

export type OthersHouse = Awaited<ReturnType<typeof othersHouse>>

export const fields = {
  revision: 0,
  name: 'Leerling in Beeld bv',
  product: 'Volgsysteem',
  contact: 'Bureau beveiliging, 085 555 07 07',
  noticeHours: 24,
  communicates: 'board' as const,
  documented: true,
}

/** The office with a second board whose officer is the same person, and the doors of processors, others and measures at hand. */
export async function othersHouse() {
  const h = await fenceHouse()
  const riet = await otherBoard(h, {
    people: [
      { identityId: demoIdentity('dpo'), name: 'Frits Fictief', email: 'frits@waterlelie.example', lang: 'nl', roles: ['dpo'] },
      { name: 'Carla Verzon', email: 'carla@riet.example', lang: 'nl', roles: ['chair'] },
    ],
  })
  const boards = { waterlelie: board.organisationId, riet: riet.organisationId! }
  const saveProcessor = async (changes: Record<string, unknown> = {}, { id = v7(), at = boards.waterlelie, by = 'dpo' as Anybody } = {}) =>
    h.send(by, 'PUT', `/processors/${id}`, { ...fields, organisationId: at, ...changes })
  return {
    ...h,
    boards,
    saveProcessor,
    processor: async (changes: Record<string, unknown> = {}, at = boards.waterlelie) => {
      const answer = await saveProcessor(changes, { at })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
      return answer.body as unknown as ProcessorView
    },
    processors: async (by: Anybody, at = boards.waterlelie) =>
      (await (await (await h.as(by)).get(`/processors?organisationId=${at}`)).json()) as ProcessorView[],
    others: async (by: Anybody, incidentId: string) => (await (await (await h.as(by)).get(`/incidents/${incidentId}/others`)).json()) as OthersView,
    measures: async (by: Anybody, all = false) => (await (await (await h.as(by)).get(`/measures${all ? '?all=true' : ''}`)).json()) as MeasureList,
    plan: (by: Anybody, incidentId: string, body: Record<string, unknown>, id = v7()) =>
      h.send(by, 'PUT', `/incidents/${incidentId}/others/${id}`, { revision: 0, party: 'police', what: 'Aangifte doen.', state: 'planned', ...body }),
    measure: (by: Anybody, incidentId: string, body: Record<string, unknown>, id = v7()) =>
      h.send(by, 'PUT', `/incidents/${incidentId}/measures/${id}`, {
        ...{ revision: 0, aim: 'repetition', text: 'Alle sticks versleutelen.', state: 'open' },
        ...body,
      }),
  }
}
