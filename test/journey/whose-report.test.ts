import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoBoard, demoIdentity } from '../../api/demo/board.ts'
import { linesFor } from '../../web/offline/lines.ts'
import { office, type Office } from '../support/office.ts'
import { pocket, type Pocket } from '../support/pocket.ts'
import { jpeg, write } from '../support/real-device.ts'
import { nothingStored, readStored } from '../support/stored.ts'

let o: Office
let phone: Pocket
beforeEach(async () => {
  o = await office()
  phone = await pocket(o)
})
afterEach(() => o.drop())

const [noor, sanne] = (['teacher', 'schoolLead'] as const).map((persona) => demoBoard.people.find((one) => one.identityId === demoIdentity(persona))!.personId)
const writers = async () => Object.fromEntries([...(await readStored(o.deps, nothingStored())).reports].map(([id, { enteredById }]) => [id, enteredById]))

it('holds what is left when the session ends in mid-drain, and sends it only under its writer’s name after a colleague signed in', async () => {
  const [sent, left] = [await write(phone.tab), await write(phone.tab, {}, [jpeg(1)])]
  phone.line.writes = ['fine', 'asleep']
  const draining = phone.tab.sync.drain('save')
  await phone.tab.drain('save')
  await o.sql('delete from session')
  phone.tab.thaw()
  await draining
  expect(await writers()).toEqual({ [sent.id]: noor })
  expect(phone.tab.sync.status()).toMatchObject({ connection: 'online', sendsAs: null })

  await phone.signIn('schoolLead')
  const own = await write(phone.tab)
  await phone.tab.drain('signedIn')
  expect(await writers()).toEqual({ [sent.id]: noor, [own.id]: sanne })
  expect((await linesFor(phone.tab.store.db, demoIdentity('schoolLead'))).map((line) => line.id)).toEqual([own.id])

  await phone.signIn('teacher')
  await phone.tab.drain('signedIn')
  expect(await writers()).toEqual({ [sent.id]: noor, [own.id]: sanne, [left.id]: noor })
  expect(await phone.states()).toEqual(['attachment received', 'report received', 'report received', 'report received'])
})

it('sends nothing under the name of whoever signed in meanwhile in another tab', async () => {
  const { id } = await write(phone.tab)
  phone.line.cookie = (await o.as('schoolLead')).cookie
  await phone.tab.drain('save')
  expect(await writers()).toEqual({})
  await phone.signIn('teacher')
  await phone.tab.drain('signedIn')
  expect(await writers()).toEqual({ [id]: noor })
})

it('lets the school refuse what leaves under another name than its cookie’s', async () => {
  const { id } = await write(phone.tab)
  phone.line.writes = ['asleep']
  const { cookie } = await o.as('schoolLead')
  const answer = await phone.server.request(`/api/v1/reports/${id}`, {
    method: 'PUT',
    headers: { cookie, 'seintje-as': demoIdentity('teacher'), 'content-type': 'application/json' },
    body: '{}',
  })
  expect(answer.status).toBe(401)
  expect(await writers()).toEqual({})
})
