import type { PeopleView } from '../../shared/notification/people-views.ts'
import type { Anybody } from './fence-house.ts'
import { termHouse } from './term-house.ts'

export type PeopleHouse = Awaited<ReturnType<typeof peopleHouse>>
type Row = Record<string, unknown>

/** The office with what people are told at hand. */
export async function peopleHouse(options: Parameters<typeof termHouse>[0] = {}) {
  const h = await termHouse(options)
  const people = async (who: Anybody, id: string) => (await (await h.as(who)).get(`/incidents/${id}/people`)).json() as Promise<PeopleView>
  const start = async (who: Anybody, id: string, body: Row = {}) => h.post(who, id, 'communications', { kind: 'letter', lang: 'nl', ...body })
  const save = (who: Anybody, id: string, letter: string, body: Row) => h.send(who, 'PUT', `/incidents/${id}/communications/${letter}`, body)
  const finish = (who: Anybody, id: string, letter: string, body: Row) => h.post(who, id, `communications/${letter}/finish`, body)
  return {
    ...h,
    people,
    start,
    save,
    finish,
    sent: (who: Anybody, id: string, letter: string, body: Row = {}) =>
      h.post(who, id, `communications/${letter}/sendings`, { channel: 'mail', sentAt: h.now(), count: 25, ...body }),
    list: (who: Anybody, id: string, rows: readonly Row[], kind = 'subject') =>
      h.post(who, id, 'imports/recipients', { kind, rows: rows.map((row) => ({ addresses: [], protectedAddress: false, ...row })) }),
    /** a text that is final, with its gaps filled in */
    letter: async (id: string, body: Row = {}) => {
      const letter = (await start('dpo', id, body)).body['id'] as string
      const { text } = (await people('dpo', id)).communications.find((one) => one.id === letter)!
      const filled = Object.fromEntries(Object.entries(text).map(([field, said]) => [field, said.replaceAll(/[[\]]/g, '')]))
      await save('dpo', id, letter, { revision: 1, text: filled })
      const { body: answer, status } = await finish('dpo', id, letter, { revision: 2 })
      if (status !== 200) throw new Error(JSON.stringify(answer))
      return letter
    },
  }
}
