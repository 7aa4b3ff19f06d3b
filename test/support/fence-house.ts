import { v7 } from 'uuid'
import { currentSession } from '../../api/access/current-session.ts'
import { importBoard, type BoardFile } from '../../api/access/import-board.ts'
import { openSession } from '../../api/access/open-session.ts'
import { delivery, event } from '../../api/db/schema.ts'
import { demoBoard, demoIdentity } from '../../api/demo/board.ts'
import type { Actor, Role } from '../../shared/access/roles.ts'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import type { ClosedIncident } from '../../shared/incident/fence-views.ts'
import type { Acknowledgement, AlarmView, IncidentForHandler, IncidentList } from '../../shared/incident/views.ts'
import { lostStick, office, withCookie, type Office } from './office.ts'

const idOf = (end: number) => `01900000-0000-7000-8000-0000000009${end}`
/** Two more people, as fictional as the others. */
export const deputies = {
  deputyDpo: {
    identityId: idOf(21),
    personId: idOf(31),
    name: 'Dora Dubbel',
    email: 'dora@waterlelie.example',
    lang: 'nl' as const,
    roles: [],
    deputyFor: ['dpo' as const],
  },
  deputyChair: {
    identityId: idOf(22),
    personId: idOf(32),
    name: 'Vincent Vervang',
    email: 'vincent@waterlelie.example',
    lang: 'nl' as const,
    roles: [],
    deputyFor: ['chair' as const],
  },
}
export type Anybody = DemoPersona | keyof typeof deputies

const isDeputy = (who: Anybody): who is keyof typeof deputies => who in deputies
export const identityOf = (who: Anybody) => (isDeputy(who) ? deputies[who].identityId : demoIdentity(who))
export const personOf = (who: Anybody) => (isDeputy(who) ? deputies[who].personId : demoIdentity(who).replace(/2(.)$/, '3$1'))
export const board = { organisationId: demoBoard.organisationId }
export const withDeputies: BoardFile = { ...demoBoard, people: [...demoBoard.people, ...Object.values(deputies)] }

export type FenceHouse = Awaited<ReturnType<typeof fenceHouse>>

/** The office with a deputy dpo and a deputy chair. */
export async function fenceHouse(options: Parameters<typeof office>[0] = {}) {
  const o: Office = await office({ board: withDeputies, ...options })

  async function tokenOf(who: Anybody, steppedUp = false) {
    return (await openSession(o.deps, { identityId: identityOf(who), scope: 'desk', ownDevice: true, label: null, steppedUp })).token
  }
  const as = async (who: Anybody, steppedUp = false) => withCookie(o.request, `seintje=${await tokenOf(who, steppedUp)}`)
  const json = async <T>(who: Anybody, path: string) => (await (await as(who)).get(path)).json() as Promise<T>
  const send = async (who: Anybody, method: string, path: string, body: unknown = {}, { steppedUp = false } = {}) => {
    const { cookie } = await as(who, steppedUp)
    const answer = await o.request(`/api/v1${path}`, { method, headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  return {
    ...o,
    as,
    send,
    /** what the fence in the database asks of this person, now */
    reader: async (who: Anybody): Promise<Actor> => (await currentSession(o.deps, await tokenOf(who)))!.actors[0]!,
    report: async (fields: Record<string, unknown> = {}, by: Anybody = 'teacher', id = v7()) => {
      const answer = await (await as(by)).put(`/reports/${id}`, lostStick(o.now(), fields), { 'device-now': o.now() })
      if (answer.status !== 201) throw new Error(await answer.text())
      return (await answer.json()) as Acknowledgement
    },
    incident: (who: Anybody, id: string) => json<IncidentForHandler>(who, `/incidents/${id}`),
    /** the numbers this person finds: in the list, among the alarms, and as being there but closed to him */
    finds: async (who: Anybody) => ({
      listed: (await json<IncidentList>(who, '/incidents')).items.map(({ number }) => number),
      rings: (await json<{ items: AlarmView[] }>(who, '/alarms')).items.map(({ number }) => number),
      closed: (await json<ClosedIncident[]>(who, '/incidents/closed')).map(({ number }) => number),
    }),
    recuse: (by: Anybody, incidentId: string, who: Anybody) =>
      send(by, 'POST', `/incidents/${incidentId}/recusals`, { personId: personOf(who), reason: 'Het gaat over hem.' }),
    deliveriesTo: async (who: Anybody, incidentId: string) =>
      (await o.deps.db.inBoard(board, (tx) => tx.sql.select().from(delivery).orderBy(delivery.createdAt, delivery.id))).filter(
        (row) => row.identityId === identityOf(who) && row.incidentId === incidentId,
      ),
    events: async (type: string, incidentId: string) =>
      (await o.deps.db.inBoard(board, (tx) => tx.sql.select().from(event).orderBy(event.sequence))).filter(
        (row) => row.type === type && row.incidentId === incidentId,
      ),
    /** the role or the seat is his no more, or is from now on */
    grant: (name: string, email: string, roles: Role[], deputyFor: ('dpo' | 'handler' | 'chair' | 'headOfIct')[] = []) =>
      importBoard(o.deps, { ...demoBoard, people: [{ name, email, lang: 'nl', roles, deputyFor }] }, { invite: false }),
  }
}

/** Every table with a reader's fence, with how many rows of this incident it shows. */
export async function rowsBehind(h: FenceHouse, reader: Actor | { organisationId: string }, incidentId: string): Promise<Record<string, number>> {
  const tables = await h.sql<{ name: string }>(
    `select c.relname as name from pg_policy p join pg_class c on c.oid = p.polrelid where p.polname = 'reader' order by 1`,
  )
  const own: Record<string, string> = {
    incident: 'id = $incident',
    attachment: 'report_id in (select id from report_of_incident)',
    alarm_stage: 'subject_id in (select id from alarm_of_incident)',
  }
  const reports = (await h.sql<{ id: string }>(`select id from report where incident_id = $1`, [incidentId])).map(({ id }) => `'${id}'`)
  const alarms = (await h.sql<{ id: string }>(`select id from alarm where incident_id = $1`, [incidentId])).map(({ id }) => `'${id}'`)
  const found: Record<string, number> = {}
  for (const { name } of tables) {
    const where = (own[name] ?? 'incident_id = $incident')
      .replace('$incident', `'${incidentId}'`)
      .replace('select id from report_of_incident', reports.join())
      .replace('select id from alarm_of_incident', alarms.join())
    const { rows } = await h.deps.db.inBoard(reader, ({ sql }) => sql.execute<{ count: number }>(`select count(*)::int as count from ${name} where ${where}`))
    found[name] = rows[0]!.count
  }
  return found
}
