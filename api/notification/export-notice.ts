import type { Actor } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { letReportsGoFirst } from '../pressure.ts'
import type { Lang } from '../text.ts'
import { noticePaper, writtenSections, type NoticeWords } from './notice-paper.ts'
import { findBoardName, findIncident, noticesOf, unsealFields, unsealNumber } from './notice-store.ts'

type Asked = { incidentId: string; noticeId: string; lang: Lang; as: 'pdf' | 'json' }

/** A version, or the draft as it is now, to be taken along. Refuses: incident.notFound, access.denied, incident.erased, notice.notFound. */
async function wordsOf(deps: Deps, actors: readonly Actor[], { incidentId, noticeId, lang, as }: Asked): Promise<NoticeWords> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allow(actor, 'incident.read')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const row = (await noticesOf(tx, incidentId)).find(({ id }) => id === noticeId)
    if (!row) throw new Problem('notice.notFound')
    const { kind, filedAt, inTime, filedBy } = row
    const people = await peopleById(deps, tx, [filedBy])
    const [fields, number] = [await unsealFields(tx, key, row), await unsealNumber(tx, key, row)]
    const notice = { kind, fields, filedAt, inTime, number, filedBy: people.get(filedBy ?? '')?.name ?? null }
    const incidentNumber = numberOf(incident)
    const words = { lang, at: deps.clock.now(), incidentNumber, boardName: await findBoardName(tx), notice }
    await append(deps, tx, actor, { type: 'notice.exported', subjectId: noticeId, incidentId, facts: { as, lang } })
    return words
  })
}

export async function noticeAsPaper(deps: Deps, actors: readonly Actor[], asked: Omit<Asked, 'as'>): Promise<Uint8Array<ArrayBuffer>> {
  await deps.limits.take('paperPerPerson', actors[0]?.identityId ?? '')
  const words = await wordsOf(deps, actors, { ...asked, as: 'pdf' })
  await letReportsGoFirst(deps)
  return noticePaper(words)
}

export type NoticeFile = {
  kind: string
  organisation: string
  incident: string
  filedAt: Instant | null
  number: string | null
  filedBy: string | null
  inTime: string | null
  /** as people read it, section by section, and as it is stored */
  sections: ReturnType<typeof writtenSections>
  fields: Record<string, unknown>
}

export async function noticeAsJson(deps: Deps, actors: readonly Actor[], asked: Omit<Asked, 'as'>): Promise<NoticeFile> {
  const words = await wordsOf(deps, actors, { ...asked, as: 'json' })
  const { kind, filedAt, number, filedBy, inTime, fields } = words.notice
  return { kind, organisation: words.boardName, incident: words.incidentNumber, filedAt, number, filedBy, inTime, sections: writtenSections(words), fields }
}
