import { IDBFactory } from 'fake-indexeddb'
import { demoIdentity } from '../../api/demo/board.ts'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import type { IncidentForHandler } from '../../shared/incident/views.ts'
import { lineFor, type ReportLine } from '../../web/offline/lines.ts'
import type { Office } from './office.ts'
import { openTab, webLocks, type Tab } from './real-device.ts'
import { serverOf } from './sync-world.ts'
import { makeLine, type Line } from './weather.ts'

/** A phone in somebody's pocket and the real office at the other end of its line. */
export interface Pocket {
  tab: Tab
  line: Line
  server: ReturnType<typeof serverOf>
  /** how far the phone's clock is ahead of the school's, in milliseconds */
  clock: { ahead: number }
  /** signs in on this phone; `null`: signed out */
  signIn: (persona: DemoPersona | null) => Promise<void>
  /** the page was closed, or its process killed: what was committed is there, and nothing else */
  killed: () => Promise<Tab>
  /** a second tab of the same browser */
  another: () => Promise<Tab>
  states: () => Promise<string[]>
  /** what the screen says of a report to who is signed in here */
  shows: (id: string) => Promise<ReportLine | undefined>
}

/** Opens the app on a phone; `answer` may change what the school answers. */
export async function pocket(
  o: Office,
  { persona = 'teacher', ahead = 0, answer }: { persona?: DemoPersona; ahead?: number; answer?: (path: string, given: Response) => Promise<Response> } = {},
): Promise<Pocket> {
  const server = serverOf(o)
  const request: typeof server.request = async (path, init) => (answer ? answer(path, await server.request(path, init)) : server.request(path, init))
  const [line, indexedDB, clock, lock] = [makeLine({ ...server, request }), new IDBFactory(), { ahead }, { one: webLocks() }]
  const open = (me: string | null) => openTab({ line, now: () => Date.parse(o.now()) + clock.ahead, lock: (...given) => lock.one(...given), indexedDB, me })
  const phone: Pocket = {
    ...{ line, server, clock },
    tab: await open(null),
    signIn: async (who) => {
      line.cookie = who === null ? null : (await o.as(who)).cookie
      phone.tab.me.id = who === null ? null : demoIdentity(who)
    },
    killed: async () => {
      phone.tab.kill()
      lock.one = webLocks()
      return (phone.tab = await open(phone.tab.me.id))
    },
    another: () => open(phone.tab.me.id),
    shows: (id) => lineFor(phone.tab.store.db, id, phone.tab.me.id, new Set()),
    states: async () => (await phone.tab.store.db.outbox.toArray()).map((row) => `${row.what} ${row.state}`).toSorted(),
  }
  await phone.signIn(persona)
  return phone
}

/** The dossier of a report as the FG has it on his desk. */
export async function dossierOf(o: Office, reportId: string): Promise<IncidentForHandler> {
  const [row] = await o.sql<{ incident_id: string }>('select incident_id from report where id = $1', [reportId])
  return (await (await o.as('dpo')).get(`/incidents/${row?.incident_id}`)).json() as Promise<IncidentForHandler>
}
