import type { InferInput } from 'valibot'
import type { AskablePerson, AskRequest } from '../../shared/breach/facts-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { languageHeaders } from '../outcome.ts'
import { withStepUp } from '../step-up.ts'
import { saveFile } from '../ui/save-file.ts'

/** Whom the team asks, and what it adds as a file. Each asks for the key where the server wants to see it; who called reads the facts again. */
const of = api.incidents[':incidentId']

export const listAskable = (incidentId: string) => withStepUp(() => outcomeOf<AskablePerson[]>(of.askable.$get({ param: { incidentId } })))

export const askRequest = (incidentId: string, json: InferInput<typeof AskRequest>) =>
  withStepUp(() => outcomeOf<{ id: string; link: string | null; mailed: boolean | null }>(of.requests.$post({ param: { incidentId }, json })))

export const withdrawRequest = (incidentId: string, requestId: string) =>
  withStepUp(() => outcomeOf(of.requests[':requestId'].withdrawal.$post({ param: { incidentId, requestId } })))

const fileAt = (incidentId: string, fileId: string) => `/api/v1/incidents/${incidentId}/files/${fileId}`

/** The id is made once per file, so that a second try after a lost answer is the same file. */
export const putFile = (incidentId: string, fileId: string, file: File) =>
  withStepUp(() => outcomeOf<{ id: string }>(fetch(fileAt(incidentId, fileId), { method: 'PUT', headers: headersOf(file), body: file })))

const headersOf = ({ name }: File) => ({
  ...languageHeaders(),
  'Content-Type': 'application/octet-stream',
  'File-Name': encodeURIComponent(
    name
      .normalize()
      .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
      .slice(-200) || 'bestand',
  ),
})

/** Fetches a file and hands it to the browser to keep. */
export async function takeFile(incidentId: string, fileId: string, name: string): Promise<Outcome<true>> {
  const answer = await withStepUp(() => fetchFile(fileAt(incidentId, fileId)))
  if (answer.is !== 'ok') return answer
  saveFile(answer.value, name)
  return { is: 'ok', value: true }
}

async function fetchFile(path: string): Promise<Outcome<Blob>> {
  const response = await fetch(path, { headers: languageHeaders() }).catch(() => null)
  if (!response) return { is: 'offline' }
  if (!response.ok) return outcomeOf<Blob>(Promise.resolve(response))
  return response.blob().then(
    (value) => ({ is: 'ok' as const, value }),
    () => ({ is: 'offline' as const }),
  )
}
