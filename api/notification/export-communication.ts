import type { Actor } from '../../shared/access/roles.ts'
import { mailText } from '../../shared/notification/letter.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { say } from '../text.ts'
import { findIncident } from './communication-store.ts'
import { letterDocx, type LetterFile } from './letter-docx.ts'
import { headingsOf } from './letter-draft.ts'
import { letterPaper } from './letter-paper.ts'
import { openLetter } from './letter-seals.ts'
import { needCommunication } from './write-communication.ts'

export const letterFormats = ['docx', 'pdf', 'text'] as const
export type LetterFormat = (typeof letterFormats)[number]
type Input = { incidentId: string; id: string; format: LetterFormat }

/** A text as a file for the school's own paper, as a paper, or to be pasted into a mail. Refuses: incident.notFound, access.denied, incident.erased, communication.notFound. */
export async function exportCommunication(deps: Deps, actors: readonly Actor[], { incidentId, id, format }: Input): Promise<Uint8Array<ArrayBuffer>> {
  if (format !== 'text') await deps.limits.take('paperPerPerson', actors[0]?.identityId ?? '')
  await letReportsGoFirst(deps)
  const file = await inOneOf(deps, actors, async (tx, actor): Promise<LetterFile | undefined> => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allow(actor, 'facts.read')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const row = await needCommunication(tx, incidentId, id)
    const { kind, lang } = row
    const { text } = await openLetter(tx, key, row)
    await append(deps, tx, actor, { type: 'communication.exported', subjectId: id, incidentId, facts: { kind, lang, format } })
    return { text, kind, lang, headings: headingsOf(lang, kind), title: say(lang, 'letters.title') }
  })
  if (format === 'docx') return letterDocx(file)
  if (format === 'pdf') return letterPaper(file, deps.clock.now())
  const subject = say(file.lang, 'letters.subjectLine', { subject: file.text.subject })
  return new TextEncoder().encode(`${subject}\n\n${mailText(file.text, file.kind, file.headings)}`)
}
