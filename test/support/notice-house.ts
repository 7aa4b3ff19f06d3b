import type { NoticeFields } from '../../shared/notification/notice-fields.ts'
import type { NoticesView } from '../../shared/notification/notice-views.ts'
import type { Anybody } from './fence-house.ts'
import { termHouse } from './term-house.ts'

export type NoticeHouse = Awaited<ReturnType<typeof noticeHouse>>

/** The office with the notification to the authority at hand. */
export async function noticeHouse(options: Parameters<typeof termHouse>[0] = {}) {
  const h = await termHouse(options)
  const notices = async (who: Anybody, id: string) => (await (await h.as(who)).get(`/incidents/${id}/notices`)).json() as Promise<NoticesView>
  const start = (who: Anybody, id: string, kind: string) => h.post(who, id, 'notices', { kind })
  const save = (who: Anybody, id: string, noticeId: string, revision: number, fields: NoticeFields) =>
    h.send(who, 'PUT', `/incidents/${id}/notices/${noticeId}`, { revision, fields })
  const fileDraft = (who: Anybody, id: string, noticeId: string, body: Record<string, unknown> = {}) =>
    h.post(who, id, `notices/${noticeId}/filed`, { filedAt: h.now(), number: 'AP-2026-0001', revision: 0, ...body })
  return {
    ...h,
    notices,
    start,
    save,
    fileDraft,
    /** begins, fills in and files at once */
    files: async (who: Anybody, id: string, kind: string, fields: NoticeFields = {}, body: Record<string, unknown> = {}) => {
      const noticeId = (await start(who, id, kind)).body['noticeId'] as string
      const { draft } = await notices(who, id)
      await save(who, id, noticeId, 0, { ...draft!.fields, ...fields })
      return { noticeId, ...(await fileDraft(who, id, noticeId, { revision: 1, ...body })) }
    },
    running: async (id: string) => (await h.incident('dpo', id)).deadlines!.filter(({ endedAt }) => endedAt === null),
    attempt: (who: Anybody, id: string, body: Record<string, unknown> = {}) => h.post(who, id, 'filing-attempts', { at: h.now(), ...body }),
    letter: (who: Anybody, id: string, body: Record<string, unknown> = {}) =>
      h.post(who, id, 'authority-letters', { direction: 'in', kind: 'question', at: h.now(), text: 'Hoeveel leerlingen?', ...body }),
  }
}
