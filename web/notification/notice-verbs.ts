import type { InferInput } from 'valibot'
import type { NoticeKind, NoticeFields } from '../../shared/notification/notice-fields.ts'
import type { AddAttempt, AddLetter, FileNotice, NoticesView } from '../../shared/notification/notice-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { newId } from '../offline/uuid.ts'
import { languageHeaders } from '../outcome.ts'
import { withStepUp } from '../step-up.ts'

/** What the desk does with the notification. Each asks for the key where the server wants to see it. */
const of = api.incidents[':incidentId']

export const readNotices = (incidentId: string): Promise<Outcome<NoticesView>> => outcomeOf<NoticesView>(of.notices.$get({ param: { incidentId } }))
export const startNotice = (incidentId: string, kind: NoticeKind) => withStepUp(() => outcomeOf(of.notices.$post({ param: { incidentId }, json: { kind } })))
/** While one types nobody is asked for a key: what is not saved stays on the screen and goes later. */
export const saveNotice = (incidentId: string, noticeId: string, revision: number, fields: NoticeFields) =>
  outcomeOf<{ revision: number }>(of.notices[':noticeId'].$put({ param: { incidentId, noticeId }, json: { revision, fields } }))
export const dropNotice = (incidentId: string, noticeId: string) =>
  withStepUp(() => outcomeOf(of.notices[':noticeId'].$delete({ param: { incidentId, noticeId } })))
export const fileNotice = (incidentId: string, noticeId: string, json: InferInput<typeof FileNotice>) =>
  withStepUp(() => outcomeOf(of.notices[':noticeId'].filed.$post({ param: { incidentId, noticeId }, json })))
export const addAttempt = (incidentId: string, json: InferInput<typeof AddAttempt>) =>
  withStepUp(() => outcomeOf<{ retryAt: string }>(of['filing-attempts'].$post({ param: { incidentId }, json })))
export const addLetter = (incidentId: string, json: InferInput<typeof AddLetter>) =>
  withStepUp(() => outcomeOf(of['authority-letters'].$post({ param: { incidentId }, json })))

/** The browser fetches these itself; the session's cookie goes along. */
export const paperOf = (incidentId: string, noticeId: string, lang: string, as: 'paper' | 'json') =>
  `/api/v1/incidents/${incidentId}/notices/${noticeId}/${as}?lang=${lang === 'en' ? 'en' : 'nl'}`
export const fileOf = (incidentId: string, fileId: string) => `/api/v1/incidents/${incidentId}/files/${fileId}`

/** Puts a file with the incident and gives its id: null where none was chosen. */
export async function putFile(incidentId: string, file: File | null, purpose: 'proof' | 'correspondence'): Promise<Outcome<{ id: string } | null>> {
  if (!file) return { is: 'ok', value: null }
  const fileId = newId(Date.now())
  const headers = { ...languageHeaders(), 'Content-Type': 'application/octet-stream', 'File-Name': encodeURIComponent(file.name) }
  return withStepUp(() => outcomeOf<{ id: string }>(fetch(`${fileOf(incidentId, fileId)}?purpose=${purpose}`, { method: 'PUT', headers, body: file })))
}
