import 'fake-indexeddb/auto'
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { defineComponent } from 'vue'
import { waitingBeside, wireBeside } from '../../../web/offline/beside.ts'
import { keeping, send, settleTraining, waiting } from '../../../web/training/open-training.ts'
import { useMyTraining } from '../../../web/training/useMyTraining.ts'
import { whatLies } from '../../../web/training/waits.ts'
import { givenOf, makeSchool } from '../../support/learning-device.ts'
import { fritsSession } from '../../support/mount-screen.ts'

const me = fritsSession().identityId
let school: ReturnType<typeof makeSchool>

beforeEach(async () => {
  const { db } = await keeping.open()
  await Promise.all([db.answer.clear(), db.mine.clear()])
  keeping.page.keepOnly('nobody at all')
  localStorage.clear()
  school = makeSchool(() => Date.now())
  school.session = me
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) =>
    path.startsWith('/api/v1/training')
      ? school.fetch(path, init)
      : new Response(JSON.stringify(school.session ? fritsSession() : { code: 'session.none' }), {
          status: school.session ? 200 : 401,
          headers: { 'content-type': 'application/json' },
        }),
  )
})

function open(view: ReturnType<typeof fritsSession> | null = fritsSession()) {
  localStorage.setItem('seintje.session', JSON.stringify({ view, boards: fritsSession().boards, mode: 'production' }))
  setActivePinia(createPinia())
  let my!: ReturnType<typeof useMyTraining>
  const screen = mount(
    defineComponent({
      setup: () => ((my = useMyTraining()), () => null),
    }),
  )
  return { my, close: () => screen.unmount() }
}
const becomes = (read: () => unknown, wanted: unknown) => vi.waitFor(() => expect(read()).toEqual(wanted))

it('shows what was answered here at once, without a network, and sends it when there is one', async () => {
  school.ahead = Array(9).fill('lostBefore')
  const { my, close } = open()
  await becomes(() => my.state.value, 'offline')
  expect(my.mine.value?.progress).toEqual([])
  expect(await my.answer(givenOf('spot-it-01'))).toBe('kept')
  await becomes(() => my.mine.value?.progress, [{ moduleId: 'spot-it', questionIds: ['spot-it-01'] }])
  expect([my.unsent.value, whatLies(), await waiting()]).toEqual([1, 'waits', { own: 1, others: 0 }])
  // In the middle of the word that there is a network again, the first try fails.
  school.ahead = []
  window.dispatchEvent(new Event('online'))
  await becomes(() => [my.state.value, my.unsent.value], ['fresh', 0])
  expect([school.rows.size, my.given.value.map(({ state }) => state), whatLies()]).toEqual([1, ['sent'], 'here'])
  close()
})

it('keeps what somebody says of himself until the server has heard it', async () => {
  school.ahead = Array(9).fill('lostBefore')
  const { my, close } = open()
  await becomes(() => my.state.value, 'offline')
  expect(await my.change({ role: 'care' })).toBe('kept')
  await becomes(() => my.mine.value?.role, 'care')
  school.ahead = []
  await my.refresh()
  expect([school.roles.get(me), my.state.value, my.mine.value?.role]).toEqual(['care', 'fresh', 'care'])
  close()
})

it('lets somebody whom nobody knows learn on this page alone, and says so', async () => {
  const { my, close } = open(null)
  expect(my.state.value).toBe('signedOut')
  expect(await my.answer(givenOf('spot-it-01'))).toBe('notKept')
  await becomes(() => my.mine.value?.progress[0]?.questionIds, ['spot-it-01'])
  expect([school.asked, whatLies()]).toEqual([[], null])
  close()
})

it('says that a session is over, keeps what waits sealed for its owner, and shows nobody what he did', async () => {
  const { my, close } = open()
  await becomes(() => my.state.value, 'fresh')
  school.session = null
  expect(await my.answer(givenOf('spot-it-01'))).toBe('kept')
  await my.refresh()
  await becomes(() => my.state.value, 'signedOut')
  await settleTraining()
  expect([my.mine.value?.progress, await waiting(), whatLies()]).toEqual([[], { own: 0, others: 1 }, 'waits'])
  wireBeside(async () => ({ waiting, send }))
  expect(await waitingBeside()).toEqual({ own: 0, others: 1 })
  wireBeside(async () => null)
  close()
})

it('belongs to no board, and has nothing to learn at', async () => {
  const { my, close } = open(fritsSession({ boards: [] }))
  await flushPromises()
  expect([my.state.value, my.mine.value, school.asked]).toEqual(['none', null, []])
  close()
})

it('learns at the board that was chosen on this device', async () => {
  const second = { ...fritsSession().boards[0]!, organisationId: '01900000-0000-7000-8000-000000000002', name: 'De Zonnebloem' }
  const { my, close } = open(fritsSession({ boards: [fritsSession().boards[0]!, second] }))
  await becomes(() => my.state.value, 'fresh')
  my.chooseBoard(second.organisationId)
  await becomes(() => my.mine.value?.organisationId, second.organisationId)
  await my.answer(givenOf('spot-it-01'))
  await my.refresh()
  expect([...school.rows.values()][0]?.organisationId).toBe(second.organisationId)
  close()
})
