import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import * as v from 'valibot'
import { AnswersIn, MyTrainingChange, type AnswerIn } from '../../shared/training/training-views.ts'
import type { Lock } from '../../web/offline/sync.ts'
import { openVault } from '../../web/offline/vault.ts'
import { keepAnswer, type Keeping } from '../../web/training/keeping.ts'
import { nothingYet, type Given } from '../../web/training/my-training.ts'
import { makePage } from '../../web/training/on-page.ts'
import { openTrainingDb } from '../../web/training/training-db.ts'
import { makeTrainingSync } from '../../web/training/training-sync.ts'
import type { Lies } from '../../web/training/waits.ts'
import { nextId } from './real-device.ts'

export const board = '0192f0c0-0000-7000-8000-000000000001'
export const otherBoard = '0192f0c0-0000-7000-8000-000000000002'

/** What can happen to one request to the school. */
export const fates = ['fine', 'lostBefore', 'lostAfter', 'twice', 'portal', 'trouble', 'busy', 'conflict', 'never'] as const
export type Fate = (typeof fates)[number]

/** The far end as docs and `AnswersKept` describe it: an id counts once, an answer is of whoever's session it came in. */
export function makeSchool(now: () => number) {
  const school = {
    /** whose session the browser's cookie is; null: none */
    session: null as string | null,
    ahead: [] as Fate[],
    /** answers it takes in a day */
    mostADay: Infinity,
    /** answers it refuses for what they say */
    poison: new Set<string>(),
    /** boards that know this person no more */
    closed: new Set<string>(),
    rows: new Map<string, { ownerId: string; organisationId: string; questionId: string; role: string; answeredAt: string }>(),
    roles: new Map<string, string>(),
    /** times an answer was counted */
    counted: 0,
    asked: [] as string[],
    fetch: async (path: string, init: RequestInit): Promise<Response> => {
      const fate = school.ahead.shift() ?? 'fine'
      if (fate === 'lostBefore') throw new TypeError('Failed to fetch')
      if (fate === 'never') return new Promise(() => {})
      if (fate === 'portal') return new Response('<h1>WiFi in de bus</h1>', { headers: { 'content-type': 'text/html' } })
      if (fate === 'trouble') return answer(500, { code: 'server.error' })
      if (fate === 'busy') return answer(429, { code: 'request.tooMany' }, { 'retry-after': '30' })
      if (fate === 'conflict') return answer(409, { code: 'report.idTaken' })
      if (fate === 'twice') handle(path, init)
      const told = handle(path, init)
      if (fate === 'lostAfter') throw new TypeError('network connection was lost')
      return told
    },
  }
  const answer = (status: number, json: unknown, more = {}) =>
    new Response(JSON.stringify(json), { status, headers: { 'content-type': 'application/json', 'server-now': new Date(now()).toISOString(), ...more } })

  const received: number[] = []
  function takesToday(more: number): boolean {
    if (received.filter((at) => at > now() - 86_400_000).length + more > school.mostADay) return false
    received.push(...Array<number>(more).fill(now()))
    return true
  }

  function handle(path: string, init: RequestInit): Response {
    school.asked.push(`${init.method} ${path.replace('/api/v1', '').split('?')[0]}`)
    const me = school.session
    if (me === null || new Headers(init.headers).get('seintje-as') !== me) return answer(401, { code: 'session.none' })
    const body = init.body ? JSON.parse(String(init.body)) : {}
    const organisationId = body.organisationId ?? new URLSearchParams(path.split('?')[1]).get('organisationId')
    if (init.body && !v.is(init.method === 'PATCH' ? MyTrainingChange : AnswersIn, body)) return answer(422, { code: 'request.invalid' })
    if (school.closed.has(organisationId)) return answer(403, { code: 'access.denied' })
    if (!takesToday(body.answers?.length ?? 0)) return answer(429, { code: 'request.tooMany' }, { 'retry-after': '3600' })
    if (init.method === 'PATCH') school.roles.set(me, body.role)
    if (init.method === 'DELETE') {
      school.roles.delete(me)
      for (const [id, row] of school.rows) if (row.ownerId === me && row.organisationId === organisationId) school.rows.delete(id)
    }
    const answers: AnswerIn[] = body.answers ?? []
    if (answers.some(({ id }) => school.poison.has(id))) return answer(422, { code: 'request.invalid' })
    for (const { id, questionId, role, answeredAt } of answers) {
      if (school.rows.has(id)) continue
      school.counted += 1
      school.rows.set(id, { ownerId: me, organisationId, questionId, role, answeredAt })
    }
    const own = [...school.rows.values()].filter((row) => row.ownerId === me && row.organisationId === organisationId)
    const progress = [{ moduleId: 'spot-it', questionIds: own.map(({ questionId }) => questionId) }]
    const sat = own.map(({ questionId, answeredAt, role }) => ({ moduleId: 'spot-it', questionId, role, answeredAt }))
    const mine = { ...nothingYet(organisationId), role: school.roles.get(me) ?? null, progress, sat }
    return answer(200, init.method === 'POST' ? { kept: answers.map(({ id }) => id), mine } : mine)
  }
  return school
}
export type School = ReturnType<typeof makeSchool>

interface LearnerTabOptions {
  school: School
  now: () => number
  lock: Lock
  indexedDB?: IDBFactory
  me?: string | null
}

/** One page of the app on a device: the real store and the real sync of training. */
export function openLearnerTab({ school, now, lock, indexedDB = new IDBFactory(), me: who = null }: LearnerTabOptions) {
  const me = { id: who }
  const db = openTrainingDb({ indexedDB, IDBKeyRange })
  let [alive, lies]: [boolean, Lies] = [true, null]
  const opened = openVault(db).then((vault) => ({ db, vault }))
  const keeping: Keeping = { open: () => opened, page: makePage(), now, newId: () => nextId(now()) }
  const sync = makeTrainingSync({
    ...{ keeping, lock, random: () => 0.5, identity: () => me.id },
    fetch: (path, init) => (alive ? school.fetch(path, init) : new Promise(() => {})),
    onStranger: () => (me.id = school.session),
    onLies: (now) => (lies = now),
  })
  return {
    keeping,
    db,
    me,
    lies: () => lies,
    drain: sync.drain,
    erase: sync.erase,
    wakeAt: sync.wakeAt,
    comeBack: sync.comeBack,
    answer: async (given: Partial<Given> = {}, organisationId = board) => {
      const kept = await keepAnswer(keeping, { ownerId: me.id, organisationId }, { ...givenOf('spot-it-01'), ...given })
      return { kept, id: (await db.answer.toArray()).map(({ id }) => id).at(-1) ?? '' }
    },
    kill: () => {
      alive = false
      db.close()
    },
  }
}
export type LearnerTab = ReturnType<typeof openLearnerTab>

export const givenOf = (questionId: string): Given => ({
  ...{ moduleId: 'spot-it', moduleVersion: 1, questionId, optionId: 'a', role: 'teacher', practice: false, right: true },
})
