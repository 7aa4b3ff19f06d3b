import { createECDH } from 'node:crypto'
import { v7 } from 'uuid'
import { openSession } from '../../api/access/open-session.ts'
import { makeEndpointGuard } from '../../api/alert/channels/endpoint-guard.ts'
import { createApp } from '../../api/app.ts'
import { demoBoard, demoIdentity } from '../../api/demo/board.ts'
import { demoPersonas, type DemoPersona } from '../../shared/access/session-view.ts'
import type { Role, SessionScope } from '../../shared/access/roles.ts'
import { otherBoard, jpeg, withSchoolCode } from './hand-in.ts'
import { lostStick, office, withCookie } from './office.ts'

/** Who asks: each role by itself, and a deputy of the officer, whose seat stands in no audience. */
export type Asker = { name: DemoPersona | 'deputy'; roles: readonly Role[]; seats: readonly string[] }
const deputyId = '01900000-0000-7000-8000-000000000029'
export const askers: readonly Asker[] = [
  ...demoPersonas.map((name) => {
    const roles: Role[] = name === 'teacher' ? ['staff'] : ['staff', name]
    return { name, roles, seats: roles }
  }),
  { name: 'deputy', roles: ['staff', 'dpo'], seats: ['staff', 'dpo:deputy'] },
]
const identityOf = (name: Asker['name']) => (name === 'deputy' ? deputyId : demoIdentity(name))

/** An incident as one may come across it: in sight, of another board, one everybody is recused from, straight to the chair. */
export const subjects = ['visible', 'otherBoard', 'recused', 'chair'] as const
export type Subject = (typeof subjects)[number]
export type Ids = { organisationId: string; incidentId: string; reportId: string; photoId: string }

const personOf = (persona: DemoPersona) => demoBoard.people[demoPersonas.indexOf(persona)]?.personId ?? ''

export type PreparedOffice = Awaited<ReturnType<typeof preparedOffice>>

/** An office in production with something of everything in it, everybody signed in with both scopes, and the demo's door beside it. */
export async function preparedOffice() {
  const people = [
    ...demoBoard.people,
    { identityId: deputyId, name: 'Doris Vervangt', email: 'doris@waterlelie.example', lang: 'nl' as const, roles: ['dpo' as const] },
  ]
  const o = await office({
    env: { mode: 'production', publicUrl: 'https://seintje.example', trustProxy: 1 },
    board: { ...demoBoard, people },
    // Nobody calls out: every push host is unknown to this resolver.
    guard: makeEndpointGuard([], (_host, done) => done(new Error('no network'), [])),
  })
  const demo = createApp({ ...o.deps, env: { ...o.deps.env, mode: 'demo', publicUrl: 'http://localhost' } }, { engine: o.engine })
  const other = await otherBoard(o)
  await o.sql(`update role_grant set deputy = true where person_id = (select id from person where identity_id = $1)`, [deputyId])

  const sessionOf = async (identityId: string, scope: SessionScope) =>
    `__Host-seintje=${(await openSession(o.deps, { identityId, scope, ownDevice: true, label: null })).token}`
  const cookies = new Map<string, string>()
  const signInAgain = async () => {
    for (const { name } of askers) for (const scope of ['device', 'desk'] as const) cookies.set(`${name} ${scope}`, await sessionOf(identityOf(name), scope))
    await o.sql(`update session set stepped_up_at = $1 where scope = 'desk'`, [o.now()])
    // A desk whose key was shown too long ago.
    for (const { name } of askers) cookies.set(`${name} worn`, await sessionOf(identityOf(name), 'desk'))
  }
  await signInAgain()
  const [noor, frits] = [withCookie(o.request, cookies.get('teacher desk')!), withCookie(o.request, cookies.get('dpo desk')!)]
  const [outsider] = await o.sql<{ identity_id: string }>(
    `select identity_id from person join role_grant g on g.person_id = person.id where g.organisation_id = $1 and g.role = 'dpo'`,
    [other.organisationId],
  )
  const fiona = withCookie(o.request, await sessionOf(outsider!.identity_id, 'desk'))

  const reported = async (who: typeof noor, organisationId: string, changes = {}): Promise<Ids> => {
    const [reportId, photoId] = [v7(), v7()]
    const { incidentId } = await (await who.put(`/reports/${reportId}`, lostStick(o.now(), changes))).json()
    await who.put(`/reports/${reportId}/attachments/${photoId}`, jpeg)
    return { organisationId, incidentId, reportId, photoId }
  }
  const ids: Record<Subject, Ids> = {
    visible: await reported(noor, demoBoard.organisationId),
    otherBoard: await reported(fiona, other.organisationId),
    recused: await reported(noor, demoBoard.organisationId),
    chair: await reported(noor, demoBoard.organisationId, { addressee: 'chair' }),
  }
  await o.sql(`update incident set audience = '{chair,headOfIct}' where id = $1`, [ids.chair.incidentId])
  await o.sql(`update incident set recused = (select array_agg(id) from person) where id = $1`, [ids.recused.incidentId])
  await o.sql(`update incident set advisers = array[$1::uuid] where id = $2`, [personOf('adviser'), ids.visible.incidentId])
  const handedInId = v7()
  await withSchoolCode(o).report(handedInId)
  const deviceId = v7()
  const ring = deviceInput(o.deps.push.keyId)
  await frits.put(`/push-subscriptions/${deviceId}`, ring)
  // What happened so far is linked, so that there is a chain to take out.
  await o.engine.tick()

  return {
    ...o,
    demo,
    cookies,
    signInAgain,
    personOf,
    ids,
    handedInId,
    deviceId,
    ring,
    /** for what ends its session */
    freshCookie: (name: Asker['name'], scope: SessionScope) => sessionOf(identityOf(name), scope),
    /** all that ever happened, but for refusals themselves */
    events: async () => (await o.sql<{ n: number }>(`select count(*)::int as n from event where type <> 'access.refused'`))[0]!.n,
  }
}

/** What a phone registers: keys that are keys, at a push service of the list. */
export function deviceInput(keyId: string) {
  const p256dh = createECDH('prime256v1').generateKeys().toString('base64url')
  return { endpoint: `https://fcm.googleapis.com/fcm/send/${v7()}`, p256dh, auth: Buffer.alloc(16, 1).toString('base64url'), keyId, lang: 'nl' }
}
