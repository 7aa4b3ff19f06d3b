import { actorIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import type { AttemptView, LetterView, NoticeDraft, NoticesView, NoticeVersion } from '../../shared/notification/notice-views.ts'
import { missingOf } from '../../shared/notification/notice.ts'
import { known } from '../../shared/notification/prefill.ts'
import { mayStart } from '../../shared/notification/standing.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import { clockRuns, runningTerms } from '../deadline/follow-terms.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { decidedAbout } from './known-elsewhere.ts'
import { filedNotices } from './notices-of.ts'
import { addresseeOf, attemptsOf, findIncident, lettersOf, noticesOf, unsealFields, unsealWords, type IncidentRow } from './notice-store.ts'
import { reasonsOf, sourceOf } from './source-of.ts'

type About = { key: DataKey; incident: IncidentRow; actor: Actor; nameOf: (id: string | null) => string | null }

/** Everything about the notification of this incident. Refuses: incident.notFound, access.denied, incident.erased. */
export async function readNotices(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<NoticesView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allow(actor, 'incident.read')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const [notices, attempts, letters] = [await noticesOf(tx, incidentId), await attemptsOf(tx, incidentId), await lettersOf(tx, incidentId)]
    const ids = [...notices.flatMap(({ setBy, filedBy }) => [setBy, filedBy]), ...[...attempts, ...letters].map(({ setBy }) => setBy)]
    const people = await peopleById(deps, tx, ids)
    const about: About = { key, incident, actor, nameOf: (id) => people.get(id ?? '')?.name ?? null }
    const versions = (await filedNotices(deps, tx, key, incidentId)).map(({ filedBy, setAt, ...one }): NoticeVersion => {
      return { ...one, filedBy: about.nameOf(filedBy), savedAt: setAt }
    })
    const draft = await draftOf(deps, tx, about)
    const retry = (await runningTerms(tx, incidentId)).find(({ kind }) => kind === 'retryFiling')
    const view: NoticesView = {
      ...{ versions, draft, attempts: await attemptViews(tx, about), letters: await letterViews(tx, about) },
      ...{ retryAt: retry?.dueAt ?? null, clockRuns: await clockRuns(tx, incidentId), deadlineAt: incident.deadlineAt },
      decided: await decidedAbout(deps, tx, key, incidentId),
      reasons: await reasonsOf(tx, key, incidentId),
      may: await mayDo(tx, about, versions, draft !== null),
    }
    await append(deps, tx, actor, { type: 'incident.read', subjectId: incidentId, incidentId, facts: { part: 'notices' } })
    return view
  })
}

async function draftOf(deps: Deps, tx: BoardTx, { key, incident, actor, nameOf }: About): Promise<NoticeDraft | null> {
  const row = (await noticesOf(tx, incident.id)).find(({ state }) => state === 'draft')
  if (!row) return null
  const { id, kind, revision, setBy, setAt } = row
  const fields = await unsealFields(tx, key, row)
  const source = await sourceOf(deps, tx, key, { incident, kind, filerId: actor.personId })
  const late = (await clockRuns(tx, incident.id)) && deps.clock.now() > incident.deadlineAt
  return { id, kind, revision, fields, known: known(source), setBy: nameOf(setBy), setAt, missing: missingOf({ kind, late }, fields) }
}

async function attemptViews(tx: BoardTx, { key, incident, nameOf }: About): Promise<AttemptView[]> {
  const views: AttemptView[] = []
  for (const { id, at, noteSealed, fileId, setBy } of await attemptsOf(tx, incident.id)) {
    const note = await unsealWords(tx, key, { table: 'filing_attempt', incidentId: incident.id, id, field: 'note' }, noteSealed)
    views.push({ id, at, note, fileId, setBy: nameOf(setBy) })
  }
  return views
}

async function letterViews(tx: BoardTx, { key, incident, nameOf }: About): Promise<LetterView[]> {
  const views: LetterView[] = []
  for (const row of await lettersOf(tx, incident.id)) {
    const { id, direction, kind, ordersTelling, at, fileId, dueAt, dueEndedAt, answers } = row
    const text = (await unsealWords(tx, key, { table: 'authority_letter', incidentId: incident.id, id, field: 'text' }, row.textSealed)) ?? ''
    views.push({ id, direction, kind, ordersTelling, at, text, fileId, dueAt, dueEndedAt, answers, setBy: nameOf(row.setBy) })
  }
  return views
}

/** As he stands in this incident: through broken glass one reads, and does nothing. */
async function mayDo(tx: BoardTx, { incident, actor }: About, versions: readonly NoticeVersion[], hasDraft: boolean): Promise<NoticesView['may']> {
  const [here, addressee] = [actorIn(actor, incident), await addresseeOf(tx, incident.id)]
  const may = (action: 'notice.write' | 'incident.file' | 'notice.correspond') => incident.state !== 'closed' && can(here, action, { addressee })
  return {
    start: may('notice.write') && !hasDraft ? mayStart(versions) : [],
    ...{ write: may('notice.write'), file: may('incident.file'), correspond: may('notice.correspond') },
  }
}
