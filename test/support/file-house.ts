import { v7 } from 'uuid'
import { expect } from 'vitest'
import { openSession } from '../../api/access/open-session.ts'
import type { FactsOfIncident } from '../../shared/breach/facts-views.ts'
import type { DecisionsView } from '../../shared/breach/decision-views.ts'
import type { Facts } from '../../shared/breach/facts.ts'
import type { Answer, Worksheet } from '../../shared/breach/worksheet.ts'
import type { Choice, Question } from '../../shared/breach/votes.ts'
import type { ClosingView } from '../../shared/incident/closing-views.ts'
import type { IncidentForHandler } from '../../shared/incident/views.ts'
import { between, type Instant } from '../../shared/instant.ts'
import type { NoticeFields, NoticeKind } from '../../shared/notification/notice-fields.ts'
import type { NoticesView } from '../../shared/notification/notice-views.ts'
import type { OthersView } from '../../shared/notification/other-parties.ts'
import type { PeopleView } from '../../shared/notification/people-views.ts'
import type { Entry } from '../../shared/register/entry.ts'
import type { EntryView, RegisterPage } from '../../shared/register/register-views.ts'
import type { RetentionOutcome } from '../../shared/register/retention.ts'
import type { DueList, RetentionView } from '../../shared/register/retention-views.ts'
import { board, fenceHouse, identityOf, personOf, type Anybody, type FenceHouse } from './fence-house.ts'

type Row = Record<string, unknown>
/** Somebody of the demo's board, or whoever has this identity. */
export type Who = Anybody | { identityId: string }
export type FileHouse = Awaited<ReturnType<typeof fileHouse>>
export type File = ReturnType<FileHouse['file']>
export type Begun = Awaited<ReturnType<FileHouse['begins']>>

/** What went on between report and closing, as people do it at the desk: each step is a door of the API, and one that is refused fails the story. */
export async function fileHouse(options: Parameters<typeof fenceHouse>[0] = {}) {
  const h = await fenceHouse(options)
  const knock = knockerOf(h)
  const file = (incidentId: string) => theFile(h, knock, incidentId)
  return {
    ...h,
    file,
    knock,
    /** somebody reports it; what the desk has of it from then on */
    begins: async (fields: Row = {}, by: Anybody = 'teacher') => {
      const { incidentId, id, number } = await h.report(fields, by)
      return { ...file(incidentId), reportId: id, number }
    },
    mails: () => h.deps.demoMessages!.list().filter(({ channel }) => channel === 'mail'),
    register: async (who: Who = 'dpo') => ((await knock(who, 'GET', '/register')).body as RegisterPage).items,
    due: async (who: Who = 'dpo') => ((await knock(who, 'GET', '/register/due')).body as DueList).items,
    /** the tables in which one of these words stands, as it is or in bytes */
    tablesWith: async (words: readonly string[]) => {
      const found: string[] = []
      const spelled = words.flatMap((word) => [word.toLowerCase(), Buffer.from(word).toString('hex')])
      for (const { name } of await h.sql<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`)) {
        const [all] = await h.sql<{ text: string | null }>(`select lower(string_agg(t::text, ' ')) as text from "${name}" t`)
        if (spelled.some((word) => all?.text?.includes(word))) found.push(name)
      }
      return found
    },
  }
}

/** Knocks at a door of the API as somebody who has just shown his key; he signs in anew whenever the clock moved. */
function knockerOf(h: FenceHouse) {
  const signedIn = new Map<string, string>()
  const cookieOf = async (identityId: string) => {
    const at = `${identityId} ${h.now()}`
    const { token } = signedIn.has(at)
      ? { token: signedIn.get(at)! }
      : await openSession(h.deps, { identityId, scope: 'desk', ownDevice: true, label: null, steppedUp: true })
    signedIn.set(at, token)
    return `seintje=${token}`
  }
  return async (who: Who, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown; text: string }> => {
    const cookie = await cookieOf(typeof who === 'string' ? identityOf(who) : who.identityId)
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await h.request(`/api/v1${path}`, { method, headers: { cookie, 'content-type': 'application/json' }, ...sent })
    const text = await answer.text()
    return { status: answer.status, text, body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null }
  }
}
type Knock = ReturnType<typeof knockerOf>

function theFile(h: FenceHouse, knock: Knock, incidentId: string) {
  const at = (path: string) => `/incidents/${incidentId}${path}`
  const read: Read = async <T>(path: string, who: Who = 'dpo') => (await done(knock(who, 'GET', at(path)), path)) as T
  const does = (who: Who, method: string, path: string, body: unknown = {}) => done(knock(who, method, at(path), body), `${method} ${path}`)
  const see = everything(read)
  const by = (who: Who) => ({ ...atTheDesk(who, does, see), ...afterIt(who, does, see) })
  return {
    incidentId,
    see,
    by,
    ...{ dpo: by('dpo'), handler: by('handler'), chair: by('chair'), headOfIct: by('headOfIct') },
    does,
    /** the code of a refusal */
    refuses: async (who: Who, method: string, path: string, body: unknown = {}) => {
      const answer = await knock(who, method, at(path), body)
      if (answer.status < 400) throw new Error(`${method} ${path} was taken`)
      return (answer.body as { code: string }).code
    },
    /** the 72 hours, once for each time they began */
    clocks: async () =>
      (await see.incident())
        .deadlines!.filter(({ kind }) => kind === 'authority')
        .toSorted((a, b) => a.openedAt.localeCompare(b.openedAt))
        .map(({ anchorAt, dueAt, outcome }) => ({ anchorAt, dueAt, outcome })),
    /** what still runs */
    terms: async () =>
      (await see.incident()).deadlines!.filter(({ endedAt, kind }) => endedAt === null && kind !== 'progress').map(({ kind, dueAt }) => ({ kind, dueAt })),
    decides: decider(see, does),
    /** lets the term go by and has it erased; nothing of it opens any more, and the entry stays, without its file */
    endsErased: async (words: readonly string[]) => {
      const { confirmed } = await see.retention()
      if (!confirmed) throw new Error('nobody confirmed how long it is kept')
      const [entry, held] = [
        await see.entry(),
        await does('dpo', 'POST', '/retention/executed', { reason: 'Te vroeg.' }).catch((error: Error) => error.message),
      ]
      expect(held).toContain('retention.notDue')
      h.outage(between(h.now(), confirmed.keptUntil))
      await does('dpo', 'POST', '/retention/executed', { reason: 'De termijn is om.' })
      await isGone(h, knock, incidentId, words)
      expect(await see.entry()).toMatchObject({ entry: entry.entry, complete: true, mayEdit: false })
    },
  }
}

type Does = (who: Who, method: string, path: string, body?: unknown) => Promise<unknown>
type Read = <T>(path: string, who?: Who) => Promise<T>
/** What the desk shows of it, by its doors. */
const everything = (read: Read) => ({
  incident: (who?: Who) => read<IncidentForHandler>('', who),
  facts: (who?: Who) => read<FactsOfIncident>('/facts', who),
  decisions: (who?: Who) => read<DecisionsView>('/decisions', who),
  notices: (who?: Who) => read<NoticesView>('/notices', who),
  people: (who?: Who) => read<PeopleView>('/people', who),
  others: (who?: Who) => read<OthersView>('/others', who),
  closing: (who?: Who) => read<ClosingView>('/closing', who),
  entry: (who?: Who) => read<EntryView>('/register', who),
  retention: (who?: Who) => read<RetentionView>('/retention', who),
})
type See = ReturnType<typeof everything>

async function done(answer: Promise<{ status: number; body: unknown; text: string }>, what: string): Promise<unknown> {
  const { status, body, text } = await answer
  if (status >= 300) throw new Error(`${what}: ${status} ${text}`)
  return body
}

/** Facts, notification, and what people are told. */
function atTheDesk(who: Who, does: Does, see: See) {
  const fill = async (said: readonly (readonly [string, Answer])[]) => {
    const { fields } = await see.facts(who)
    for (const [field, answer] of said) await does(who, 'PUT', `/facts/${field}`, { id: v7(), basedOn: fields[field]?.id ?? null, answer })
  }
  return {
    takesUp: () => does(who, 'POST', '/acknowledge'),
    calls: (role: 'chair' | 'headOfIct', reached = true) => does(who, 'POST', '/calls', { role, reached }),
    convenes: (startsAt: Instant, place: string) => does(who, 'POST', '/convenings', { kind: 'convene', startsAt, place }),
    advises: (about: string, text: string) => does(who, 'POST', '/advice', { about, text }),
    writes: (worksheet: Worksheet) => fill(Object.entries(worksheet)),
    answers: (facts: Facts) => fill(Object.entries(facts).map(([fact, choice]) => [`fact.${fact}`, { choice }])),
    /** begins a notification, fills in what is still asked, and files it */
    files: async (kind: NoticeKind, fields: NoticeFields, receipt: { filedAt: Instant; number: string; reason?: string }) => {
      const { noticeId } = (await does(who, 'POST', '/notices', { kind })) as { noticeId: string }
      const { draft } = await see.notices(who)
      await does(who, 'PUT', `/notices/${noticeId}`, { revision: draft!.revision, fields: { ...draft!.fields, ...fields } })
      const { missing } = (await see.notices(who)).draft!
      return {
        missing,
        ...((await does(who, 'POST', `/notices/${noticeId}/filed`, { revision: draft!.revision + 1, ...receipt })) as { inTime: string | null }),
      }
    },
    lists: (rows: readonly Row[], kind = 'subject') =>
      does(who, 'POST', '/imports/recipients', { kind, rows: rows.map((row) => ({ addresses: [], protectedAddress: false, ...row })) }),
    /** a text out of the draft of its kind, with what the draft leaves open filled in, until nothing grave is missing */
    composes: async (kind: string, filledIn: (gap: string) => string, more: Row = {}) => {
      const { id } = (await does(who, 'POST', '/communications', { kind, lang: 'nl', ...more })) as { id: string }
      const draft = (await see.people(who)).communications.find((one) => one.id === id)!
      const text = Object.fromEntries(
        Object.entries(draft.text).map(([field, said]) => [field, said.replaceAll(/\[([^\]]*)\]/g, (_, gap: string) => filledIn(gap))]),
      )
      await does(who, 'PUT', `/communications/${id}`, { revision: 1, text })
      await does(who, 'POST', `/communications/${id}/finish`, { revision: 2 })
      return id
    },
    sends: (letter: string, body: Row) => does(who, 'POST', `/communications/${letter}/sendings`, body) as Promise<{ count: number }>,
    plansOther: (party: string, what: string, more: Row = {}, id = v7()) =>
      does(who, 'PUT', `/others/${id}`, { revision: 0, party, what, state: 'planned', ...more }).then(() => id),
    measures: (aim: string, text: string, more: Row = {}, id = v7()) =>
      does(who, 'PUT', `/measures/${id}`, { revision: 0, aim, text, state: 'open', ...more }).then(() => id),
  }
}

/** The register, closing, and what comes after it. */
function afterIt(who: Who, does: Does, see: See) {
  return {
    /** takes over what the file proposes, adds what it does not know, and completes the entry */
    enters: async (more: Entry = {}) => {
      const { revision, proposed } = await see.entry(who)
      return (await does(who, 'PUT', '/register', { revision, fields: { ...proposed, ...more }, complete: true, noNames: true })) as EntryView
    },
    closes: () => does(who, 'POST', '/close', { reason: 'Alles is gedaan.' }),
    keeps: (outcome: RetentionOutcome) => does(who, 'POST', '/retention', { outcome }) as Promise<RetentionView>,
    reopens: (noticedAt: Instant, reason: string) => does(who, 'POST', '/reopening', { noticedAt, reason }),
  }
}

type Ballot = {
  votes: Partial<Record<Anybody, Choice>>
  others?: readonly (readonly [Who, Choice])[]
  by?: Who
  ground?: string
  reason: string
  take?: Row
  path?: 'pair' | 'team'
}

/** A question is put forward, everybody who votes says why, and it is taken. */
const decider =
  (see: See, does: Does) =>
  async (question: Question, { votes, others = [], by = 'dpo', ground, reason, take = {}, path }: Ballot) => {
    const { decisionId } = (await does(by, 'POST', '/decisions', { question, ...(path && { path }) })) as { decisionId: string }
    for (const [who, outcome] of [...(Object.entries(votes) as [Anybody, Choice][]), ...others])
      await does(who, 'POST', `/decisions/${decisionId}/votes`, { outcome, reason, ...(ground && { ground }) })
    await does(by, 'POST', `/decisions/${decisionId}/take`, { reason, ...take })
    return (await see.decisions(by)).decisions.find(({ id }) => id === decisionId)!
  }

/** Every door that shows something of an incident. */
const doors = ['', '/facts', '/decisions', '/notices', '/people', '/others', '/closing', '/retention', '/team', '/recipients?kind=subject'] as const
/** What may be left of it: that it was there, and moments and counts. */
const rowsThatGo = ['fact_answer', 'decision', 'decision_vote', 'authority_notice', 'communication', 'recipient', 'other_party', 'measure', 'advice'] as const

async function isGone(h: FenceHouse, knock: Knock, incidentId: string, words: readonly string[]): Promise<void> {
  for (const door of doors) {
    const { status, text } = await knock('dpo', 'GET', `/incidents/${incidentId}${door}`)
    expect({ door, status, said: words.filter((word) => text.includes(word)) }).toMatchObject({ door, said: [] })
    if (door !== '') expect({ door, status }).toEqual({ door, status: 410 })
  }
  for (const table of rowsThatGo) expect([table, await h.sql(`select 1 from ${table} where incident_id = $1`, [incidentId])]).toEqual([table, []])
  expect(await h.sql(`select 1 from incident where id = $1 and wrapped_key is not null`, [incidentId])).toEqual([])
  expect(await h.sql(`select 1 from report where incident_id = $1 and wrapped_key is not null`, [incidentId])).toEqual([])
}

export { board, personOf }
