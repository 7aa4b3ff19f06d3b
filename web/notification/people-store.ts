import { ref, shallowRef } from 'vue'
import type { CommunicationKind, LetterTemplate, LetterText } from '../../shared/notification/letter.ts'
import type { PeopleView } from '../../shared/notification/people-views.ts'
import type { RecipientRow } from '../../shared/notification/recipients.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'
import { saveFile } from '../ui/save-file.ts'

const of = api.incidents[':incidentId']
const letters = of.communications
const listed = of.recipients

export type Sending = Parameters<(typeof letters)[':id']['sendings']['$post']>[0]['json']

/** What people are told about the incident that lies open, and who they are. Nothing of it is kept on the device. */
export function usePeople(incidentId: () => string, changed: () => void) {
  const view = shallowRef<PeopleView | null>(null)
  const problem = ref<'' | 'offline' | 'refused'>('')
  const param = () => ({ incidentId: incidentId() })

  async function load(): Promise<void> {
    const id = incidentId()
    const answer = await outcomeOf<PeopleView>(of.people.$get({ param: param() }))
    if (id !== incidentId()) return
    problem.value = answer.is === 'ok' ? '' : answer.is
    if (answer.is === 'ok') view.value = answer.value
  }

  /** The server has the last word: after each deed it is read again. */
  async function then<T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await withStepUp(act)
    if (answer.is === 'ok') {
      await load()
      changed()
    }
    return answer
  }

  async function fetched(ask: () => Promise<Response>): Promise<Outcome<Blob>> {
    const response = await ask().catch(() => null)
    if (!response) return { is: 'offline' }
    if (!response.ok) return outcomeOf<Blob>(Promise.resolve(response))
    return response.blob().then(
      (value) => ({ is: 'ok' as const, value }),
      () => ({ is: 'offline' as const }),
    )
  }
  async function take(ask: () => Promise<Response>, name: string): Promise<Outcome<Blob>> {
    const answer = await withStepUp(() => fetched(ask))
    if (answer.is === 'ok') saveFile(answer.value, name)
    return answer
  }
  const one = (id: string) => ({ param: { ...param(), id } })
  const person = (recipientId: string) => ({ param: { ...param(), recipientId } })

  return {
    view,
    problem,
    load,
    start: (json: { kind: CommunicationKind; lang: 'nl' | 'en'; template: LetterTemplate }) =>
      then(() => outcomeOf<{ id: string }>(letters.$post({ param: param(), json }))),
    /** without reading it all again: who types goes on typing */
    save: (id: string, json: { revision: number; text: LetterText }) =>
      withStepUp(() => outcomeOf<{ revision: number }>(letters[':id'].$put({ ...one(id), json }))),
    finish: (id: string, json: { revision: number; anyway?: string }) => then(() => outcomeOf(letters[':id'].finish.$post({ ...one(id), json }))),
    drop: (id: string) => then(() => outcomeOf(letters[':id'].$delete(one(id)))),
    sent: (id: string, json: Sending) => then(() => outcomeOf(letters[':id'].sendings.$post({ ...one(id), json }))),
    takeLetter: (id: string, format: 'docx' | 'pdf' | 'text') =>
      take(() => letters[':id'].export.$get({ ...one(id), query: { format } }), `seintje-brief.${format === 'text' ? 'txt' : format}`),
    takeList: (group: 'shared' | 'alone') => take(() => listed.export.$get({ param: param(), query: { group } }), `seintje-lijst-${group}.csv`),
    addPeople: (kind: 'subject' | 'wrongRecipient', rows: readonly RecipientRow[]) =>
      then(() =>
        outcomeOf<{ added: number }>(
          of.imports.recipients.$post({ param: param(), json: { kind, rows: rows.map((row) => ({ ...row, addresses: [...row.addresses] })) } }),
        ),
      ),
    removePerson: (id: string) => then(() => outcomeOf(listed[':recipientId'].$delete(person(id)))),
    clearList: () => then(() => outcomeOf<{ removed: number }>(listed.$delete({ param: param() }))),
    confirmDeletion: (id: string, confirmed: boolean) => then(() => outcomeOf(listed[':recipientId'].deletion.$put({ ...person(id), json: { confirmed } }))),
  }
}
export type People = ReturnType<typeof usePeople>
