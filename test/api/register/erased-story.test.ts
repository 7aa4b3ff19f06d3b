import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { boardKey, incidentKey } from '../../../api/db/keys.ts'
import { wholeBoard, type BoardTx } from '../../../api/db/open.ts'
import { event } from '../../../api/db/schema.ts'
import { unsealText, type DataKey } from '../../../api/db/seal.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import { prepareSearch } from '../../../api/incident/prepare-search.ts'
import { lockIncident, lockReports, updateErasedReports } from '../../../api/register/erasure-store.ts'
import { said } from '../../support/hand-in.ts'
import { personOf } from '../../support/key-office.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

type Client = Awaited<ReturnType<Office['as']>>
const board = { organisationId: demoBoard.organisationId }
const why = { reason: 'De bewaartijd is voorbij' }
let o: Office
let noor: Client
let dpo: Client
let chair: Client
let handler: Client
beforeAll(async () => {
  o = await office()
  ;[noor, dpo, chair, handler] = [await o.as('teacher'), await o.as('dpo'), await o.as('chair'), await o.as('handler')]
  expect((await dpo.put(`/boards/${board.organisationId}/settings`, { search: true })).status).toBe(200)
})
afterAll(() => o.drop())

async function reported(changes: Record<string, unknown> = {}) {
  const id = v7()
  const { incidentId, number } = await (await noor.put(`/reports/${id}`, lostStick(o.now(), changes))).json()
  return { id, incidentId: incidentId as string, number: number as string }
}
const close = (id: string) => o.sql(`update incident set state = 'closed', closed_at = now() where id = $1`, [id])
const erase = async (id: string) => {
  await close(id)
  expect((await dpo.post(`/incidents/${id}/erasure`, why)).status).toBe(204)
}
const tokensOf = async (incidentId: string) => (await o.sql('select 1 from search_token where incident_id = $1', [incidentId])).length

it('is no longer among what is there but not for somebody, and in the list of what was erased only for who may know of it', async () => {
  const closedFor = async () => (await (await handler.get('/incidents/closed')).json()).map((one: { number: string }) => one.number)
  const [one, two, three] = [await reported(), await reported(), await reported()]
  await o.sql(`update incident set audience = '{dpo}' where id = $1`, [one.incidentId])
  expect(await closedFor()).toEqual([one.number])
  expect((await dpo.post(`/incidents/${two.incidentId}/recusals`, { personId: personOf('chair'), reason: 'Het gaat over hem.' })).status).toBe(200)
  for (const { incidentId } of [one, two, three]) await erase(incidentId)
  expect(await closedFor()).toEqual([])

  const listed = async (who: Client) => {
    const { incidents, reports } = (await (await who.get(`/boards/${board.organisationId}/erasures`)).json()) as Record<string, { number: string }[]>
    return [incidents, reports].map((rows) => rows!.map(({ number }) => number).toSorted())
  }
  const all = [one, two, three].map(({ number }) => number)
  expect(await listed(dpo)).toEqual([all, all])
  // Recused from one and without a seat in another: no line and no count tells the chair of either.
  expect(await listed(chair)).toEqual([[three.number], [three.number]])
})

/** What this key opens of the sealed parts of an incident's log, as type and text. */
const opens = (incidentId: string, keyOf: (tx: BoardTx) => Promise<DataKey>) =>
  o.deps.db.inBoard(wholeBoard(board), async (tx) => {
    const key = await keyOf(tx)
    const found: string[] = []
    for (const row of await tx.sql.select().from(event).orderBy(event.sequence)) {
      if (row.incidentId !== incidentId || !row.sealed) continue
      const context = `${board.organisationId}/event/${row.subjectId}/${row.type}`
      const text = await unsealText(key, context, row.sealed).catch(() => undefined)
      if (text) found.push(`${row.type} ${(JSON.parse(text) as { reason: string }).reason}`)
    }
    return found
  })

it('has every reason that was given under its own key, and why it was erased alone under the board’s', async () => {
  const { incidentId } = await reported({ addressee: 'chair' })
  const at = `/incidents/${incidentId}`
  const reason = (text: string) => ({ reason: `verzonnen ${text}` })
  await dpo.post(`${at}/break-glass`, reason('glas'))
  await chair.put(`${at}/audience`, { role: 'dpo', opened: true, ...reason('kring') })
  await chair.post(`${at}/tell-reporter`, reason('melder'))
  await dpo.post(`${at}/recusals`, { personId: personOf('handler'), ...reason('weg') })
  await remove(chair, `${at}/recusals/${personOf('handler')}`, reason('terug'))
  await dpo.put(`${at}/discreet`, { discreet: true, ...reason('stil') })
  await dpo.put(`${at}/aware-at`, { awareAt: '2026-03-01T00:00:00.000Z', ...reason('eerder') })
  o.outage(60_000)
  await dpo.put(`${at}/aware-at`, { awareAt: o.now(), ...reason('later') })
  await chair.post(`${at}/aware-at/decision`, { awareAt: o.now(), accept: false, ...reason('nee') })

  const its = await opens(incidentId, (tx) => incidentKey(o.deps.keys, tx, incidentId))
  expect(its.map((line) => line.split(' ').at(-1))).toEqual(['glas', 'kring', 'melder', 'weg', 'terug', 'stil', 'eerder', 'later', 'nee'])
  expect(await opens(incidentId, (tx) => boardKey(o.deps.keys, tx))).toEqual([])
  await erase(incidentId)
  expect(await opens(incidentId, (tx) => boardKey(o.deps.keys, tx))).toEqual([`incident.erased ${why.reason}`])
})

const remove = (who: Client, path: string, body: object) =>
  o.request(`/api/v1${path}`, { method: 'DELETE', headers: { cookie: who.cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Stands still until told to go on. */
const still = () => ({ there: Promise.withResolvers<void>(), go: Promise.withResolvers<void>() })
/** As long as something else might take to get in between. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 200))

it.each(['report', 'message'])('keeps no word to search by where the words of a %s were being made meanwhile', async (source) => {
  const { id, incidentId } = await reported({ description: 'Een verzonnen koffer' })
  await dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Welke kleur had hij?' })
  await close(incidentId)
  await o.sql(`delete from search_token where incident_id = $1 ${source === 'message' ? 'and source_id <> $2' : 'or source_id = $2'}`, [incidentId, id])
  const { there, go } = still()
  // Written and not committed yet: what others see of it is nothing.
  const inBoard: typeof o.deps.db.inBoard = (where, work) =>
    o.deps.db.inBoard(where, async (tx) => {
      const done = await work(tx)
      there.resolve()
      await go.promise
      return done
    })
  const preparing = prepareSearch({ ...o.deps, db: { ...o.deps.db, inBoard } })
  await there.promise
  const erasing = dpo.post(`/incidents/${incidentId}/erasure`, why)
  await Promise.race([erasing, aMoment()])
  go.resolve()
  await preparing
  expect((await erasing).status).toBe(204)
  expect(await tokensOf(incidentId)).toBe(0)
})

it('takes no message whose report is being erased, and no word of it', async () => {
  const { id, incidentId } = await reported()
  const { there, go } = still()
  const erasing = o.deps.db.inBoard(wholeBoard(board), async (tx) => {
    await lockIncident(tx, incidentId)
    await lockReports(tx, incidentId)
    await updateErasedReports(tx, incidentId, [id], o.now())
    there.resolve()
    await go.promise
  })
  await there.promise
  const message = dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Welke kleur had hij?' })
  await Promise.race([message, aMoment()])
  go.resolve()
  await erasing
  expect(await said(await message)).toMatchObject({ status: 410, code: 'report.erased' })
  expect(await tokensOf(incidentId)).toBe(0)
  expect(await o.sql('select id from report_message where report_id = $1', [id])).toEqual([])
})
