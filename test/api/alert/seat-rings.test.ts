import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit } from '../../../api/alert/audit.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { fenceHouse, personOf, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
beforeAll(async () => void (h = await fenceHouse()))
afterAll(() => h.drop())

/** what a message is, without the number or id behind it, and how it went */
const told = async (who: Anybody, { incidentId }: Acknowledgement) =>
  (await h.deliveriesTo(who, incidentId)).map(({ stage, channel, state }) => `${stage.split('-')[0]} ${channel} ${state}`).toSorted()
const acknowledge = (who: Anybody, { incidentId }: Acknowledgement) => h.send(who, 'POST', `/incidents/${incidentId}/acknowledge`)
const open = (made: Acknowledgement, role: string, opened: boolean) =>
  h.send('chair', 'PUT', `/incidents/${made.incidentId}/audience`, { role, opened, reason: 'Zo beslist.' })
const breakGlass = (who: Anybody, { incidentId }: Acknowledgement) =>
  h.send(who, 'POST', `/incidents/${incidentId}/break-glass`, { reason: 'Er is haast bij.' })
const since = async (change: string, values: unknown[], work: () => Promise<void>, undo: string) => {
  await h.sql(change, values)
  await work()
  await h.sql(undo)
}

it('rings a deputy at once when whoever he stands in for is kept away by hand, whatever step the ladder is at', async () => {
  const made = await h.report()
  await h.advance(minutes(15))
  await h.advance(hours(2))
  const before = await told('deputyDpo', made)
  await h.recuse('handler', made.incidentId, 'dpo')
  await h.engine.tick()
  expect((await told('deputyDpo', made)).length).toBe(before.length + 2)
  expect((await h.finds('deputyDpo')).rings).toContain(made.number)
  await acknowledge('handler', made)
})

it('tells a deputy once that it is for him too now, where somebody else has it in hand', async () => {
  const made = await h.report()
  await acknowledge('handler', made)
  await h.recuse('handler', made.incidentId, 'dpo')
  await h.recuse('handler', made.incidentId, 'headOfIct')
  await h.advance(minutes(90))
  expect((await told('deputyDpo', made)).filter((one) => !one.startsWith('due'))).toEqual(['seat mail sent', 'seat push sent'])
  expect(await told('deputyChair', made)).toEqual([])
  const said = (h.deps.demoMessages?.list() ?? []).filter(({ subject }) => subject === `Melding ${made.number} is nu ook voor jou`)
  expect(said.map(({ to }) => to.split('@')[0])).toEqual(['dora', 'dora'])
  expect(JSON.stringify(said)).not.toMatch(/Frits|Hanna|stick|Noor/)
})

it('asks the admins at once when the last one who may know of it is kept away while it rings', async () => {
  const made = await h.report()
  await h.advance(hours(2) + minutes(1))
  for (const who of ['handler', 'chair', 'headOfIct', 'deputyDpo', 'deputyChair'] as const) await h.recuse('dpo', made.incidentId, who)
  await h.recuse('dpo', made.incidentId, 'dpo')
  await h.engine.tick()
  const asked = (await told('admin', made)).filter((one) => one.startsWith('appoint'))
  expect(asked).toEqual(['appoint mail sent', 'appoint push sent'])
  await h.advance(minutes(1))
  expect(await audit(h.deps)).toMatchObject({ unreachable: 0, forAdmins: 1 })
  await h.sql(`update incident set state = 'closed' where id = $1`, [made.incidentId])
})

it('rings once those to whom the chair opens it, and on at once where he closes it to the one who had it in hand', async () => {
  const made = await h.report({ addressee: 'chair' })
  await h.engine.tick()
  expect(await open(made, 'handler', true)).toMatchObject({ status: 200 })
  await h.engine.tick()
  expect(await told('handler', made)).toEqual(['ring mail sent', 'ring push sent'])
  await acknowledge('handler', made)
  await open(made, 'dpo', true)
  await h.engine.tick()
  expect(await told('dpo', made)).toEqual(['seat mail sent', 'seat push sent'])
  await open(made, 'dpo', false)
  expect((await h.incident('chair', made.incidentId)).state).toBe('acknowledged')
  const before = (await told('chair', made)).length
  await open(made, 'handler', false)
  expect(await h.incident('chair', made.incidentId)).toMatchObject({ state: 'new', acknowledgedBy: null })
  await h.engine.tick()
  expect((await told('chair', made)).length).toBe(before + 2)
  await acknowledge('chair', made)
})

it('tells of broken glass also the deputy who sits in for the chair, and an admin, without a word of which, where nobody else is left', async () => {
  const made = await h.report({ addressee: 'chair', notTo: ['chair', 'headOfIct'] })
  await breakGlass('dpo', made)
  await h.engine.tick()
  expect((await told('deputyChair', made)).filter((one) => one.startsWith('glass'))).toEqual(['glass mail sent', 'glass push sent'])
  expect((await told('dpo', made)).filter((one) => one.startsWith('glass'))).toEqual([])
  expect((await told('admin', made)).filter((one) => one.startsWith('glass'))).toEqual([])
  await h.sql(`update incident set recused = recused || $1::uuid where id = $2`, [personOf('deputyChair'), made.incidentId])
  await since(
    `update role_grant set until_at = $1 where role = 'auditor' or person_id = $2`,
    [h.now(), personOf('dpo')],
    async () => {
      await breakGlass('handler', made)
      await h.engine.tick()
    },
    `update role_grant set until_at = null`,
  )
  expect((await told('admin', made)).filter((one) => one.startsWith('glass'))).toEqual(['glass mail sent', 'glass push sent'])
  const said = JSON.stringify((h.deps.demoMessages?.list() ?? []).filter(({ to, subject }) => to.startsWith('berend') && subject === 'Noodknop gebruikt'))
  expect(said).toContain('Wijs een logbeoordelaar aan')
  for (const secret of [made.number, made.incidentId, 'Hanna', 'stick']) expect(said).not.toContain(secret)
})
