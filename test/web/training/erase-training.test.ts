import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, expect, it, vi } from 'vitest'
import { needTexts } from '../../../web/i18n.ts'
import { keepAnswer, keepChange, lying } from '../../../web/training/keeping.ts'
import { keeping } from '../../../web/training/open-training.ts'
import KeptScreen from '../../../web/training/KeptScreen.vue'
import { board, givenOf, makeSchool, openLearnerTab, otherBoard } from '../../support/learning-device.ts'
import { fritsSession, mountScreen } from '../../support/mount-screen.ts'
import { webLocks } from '../../support/real-device.ts'

afterEach(() => vi.unstubAllGlobals())

const noor = 'noor'
const key = { ownerId: noor, organisationId: board }
let clock = Date.parse('2026-11-20T07:40:00.000Z')
function device() {
  const [school, indexedDB, lock] = [makeSchool(() => clock), new IDBFactory(), webLocks()]
  school.session = noor
  const open = (me = noor) => openLearnerTab({ school, now: () => clock, lock, indexedDB, me })
  return { school, open, tab: open() }
}
/** One answer that was sent and one that was not, here and at another board, and one of somebody else. */
async function learned() {
  const { school, open, tab } = device()
  const next = async (questionId: string, at = board) => {
    clock += 1
    await tab.answer({ questionId }, at)
  }
  await next('spot-it-01')
  await next('spot-it-02', otherBoard)
  await tab.drain(board)
  await next('spot-it-03')
  await next('spot-it-04', otherBoard)
  tab.me.id = 'bas'
  await next('spot-it-05')
  tab.me.id = noor
  return { school, open, tab }
}
const left = async (tab: ReturnType<typeof openLearnerTab>) => {
  const all = await Promise.all([key, { ...key, organisationId: otherBoard }, { ...key, ownerId: 'bas' }].map((one) => lying(tab.keeping, one)))
  return all.map(({ answers }) => answers.map(({ questionId }) => questionId))
}
const untouched = [['spot-it-02', 'spot-it-04'], ['spot-it-05']]

it('forgets on this device what the server erased, sent or not, of this person at this board and of nobody else', async () => {
  const { school, tab } = await learned()
  await keepChange(tab.keeping, key, { role: 'care', nudges: false })
  school.asked = []
  expect(await tab.erase(board)).toBe('told')
  // That he wants no reminders is heard first: it outlives the rest.
  expect(school.asked).toEqual(['PATCH /training/mine', 'DELETE /training/mine'])
  expect(await left(tab)).toEqual([[], ...untouched])
  expect((await lying(tab.keeping, key)).mine).toMatchObject({ role: null, progress: [{ questionIds: [] }] })
  expect([await tab.drain(), [...school.rows.values()].map(({ questionId }) => questionId)]).toEqual(['told', ['spot-it-02', 'spot-it-04']])
})

it.for([
  ['lostBefore', 'away'],
  ['lostAfter', 'away'],
  ['portal', 'away'],
  ['trouble', 'away'],
] as const)('loses nothing on this device where no word comes back (%s), and can do it again', async ([fate, ending]) => {
  const { school, tab } = await learned()
  school.ahead = [fate]
  expect(await tab.erase(board)).toBe(ending)
  expect(await left(tab)).toEqual([['spot-it-01', 'spot-it-03'], ...untouched])
  expect(await tab.erase(board)).toBe('told')
  expect(await left(tab)).toEqual([[], ...untouched])
})

it('says that it failed where the device cannot do its part, where the board refuses, and where somebody else is signed in', async () => {
  const { school, tab } = await learned()
  tab.db.mine.hook('updating', () => {
    throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
  })
  expect(await tab.erase(board)).toBe('nothing')
  expect((await left(tab))[0]).toHaveLength(2)
  school.closed.add(board)
  expect(await tab.erase(board)).toBe('held')
  school.session = 'bas'
  expect(await tab.erase(board)).toBe('stranger')
})

it('waits for what is being sent on this page, and lets nothing through meanwhile from another', async () => {
  const { school, open, tab } = await learned()
  const other = open()
  const [, ending] = await Promise.all([tab.drain(board), tab.erase(board)])
  expect([ending, await left(tab)]).toEqual(['told', [[], ...untouched.with(0, ['spot-it-02', 'spot-it-04'])]])
  expect(school.asked.at(-1)).toBe('DELETE /training/mine')
  const [fetch, line] = [school.fetch, Promise.withResolvers<void>()]
  const reached = Promise.withResolvers<void>()
  school.fetch = async (path, init) => {
    reached.resolve()
    await line.promise
    return fetch(path, init)
  }
  const erasing = tab.erase(board)
  await reached.promise
  expect(await other.drain(board)).toBe('busy')
  line.resolve()
  expect(await erasing).toBe('told')
})

it('says plainly what goes, what stays and that it is for good, needs a connection, and says when it is done', async () => {
  const me = fritsSession()
  const mine = { ownerId: me.identityId, organisationId: me.boards[0]!.organisationId }
  const school = makeSchool(() => Date.now())
  school.session = me.identityId
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => school.fetch(path, init))
  localStorage.setItem('seintje.session', JSON.stringify({ view: me, boards: [], mode: 'production' }))
  await needTexts('kept')
  await keepAnswer(keeping, mine, givenOf('spot-it-01'))
  const { screen } = await mountScreen(KeptScreen)
  await vi.waitFor(() => expect(school.rows.size).toBe(1))
  const press = (says: string) =>
    screen
      .findAll('button')
      .find((one) => one.text() === says)!
      .trigger('click')
  const dialog = () => screen.find('dialog[open]')
  await press('Wis wat ik leerde')
  await flushPromises()
  expect(dialog().text()).toMatch(/meteen weg bij Stichting De Waterlelie.*Dit blijft.*Het blijft geldig.*niet terugdraaien/s)
  school.ahead = ['lostBefore']
  await press('Wis het nu')
  await vi.waitFor(() => expect(dialog().text()).toContain('We hoorden niet of het gelukt is'))
  expect(school.rows.size).toBe(1)
  await press('Wis het nu')
  await vi.waitFor(() => expect(screen.text()).toContain('Gewist.'))
  expect([dialog().exists(), school.rows.size, (await lying(keeping, mine)).answers]).toEqual([false, 0, []])
})
