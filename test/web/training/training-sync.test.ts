import { IDBFactory } from 'fake-indexeddb'
import { expect, it, vi } from 'vitest'
import { keepChange, lying } from '../../../web/training/keeping.ts'
import { keepOnly, waitingHere } from '../../../web/training/settling.ts'
import { board, givenOf, makeSchool, openLearnerTab, otherBoard } from '../../support/learning-device.ts'
import { webLocks } from '../../support/real-device.ts'

const noor = 'noor'
let clock = Date.parse('2026-11-20T07:40:00.000Z')
function device(indexedDB = new IDBFactory()) {
  const school = makeSchool(() => clock)
  school.session = noor
  const open = (me: string | null = noor, lock = webLocks()) => openLearnerTab({ school, now: () => clock, lock, indexedDB, me })
  return { school, open, tab: open() }
}
const key = { ownerId: noor, organisationId: board }
const day = 86_400_000
const states = async ({ db }: ReturnType<typeof openLearnerTab>) => {
  const all = (await db.answer.toArray()).map(({ state }) => state)
  return Object.fromEntries([...new Set(all)].map((state) => [state, all.filter((one) => one === state).length]))
}

it('has an answer on disk, sealed, before it says so, and sends it once', async () => {
  const { school, tab } = device()
  const { kept, id } = await tab.answer()
  expect(kept).toBe('kept')
  const row = (await tab.db.answer.get(id))!
  expect(JSON.stringify(row)).not.toContain('spot-it')
  expect('plain' in row.body).toBe(false)
  expect(await tab.drain()).toBe('told')
  expect([...school.rows.keys()]).toEqual([id])
  await tab.drain()
  expect(school.counted).toBe(1)
  expect(tab.lies()).toBe('here')
})

it('sends what waits in batches of a hundred, the oldest first', async () => {
  const { school, tab } = device()
  for (let n = 0; n < 230; n++) {
    clock += 1
    await tab.answer({ questionId: `spot-it-${n}` })
  }
  await tab.drain()
  expect(school.asked).toEqual(Array(3).fill('POST /training/answers'))
  expect([...school.rows.values()].map(({ questionId }) => questionId)).toEqual(Array.from({ length: 230 }, (_, n) => `spot-it-${n}`))
})

it('keeps what the server said together with its answers waiting no more, or neither', async () => {
  const { tab } = device()
  await tab.answer()
  await tab.drain()
  const { mine, answers } = await lying(tab.keeping, key)
  expect([mine?.progress[0]?.questionIds, answers.map(({ state }) => state)]).toEqual([['spot-it-01'], ['sent']])
})

it('finds the one answer that is refused, sets it aside, and loses none of the others', async () => {
  const { school, tab } = device()
  const ids: string[] = []
  for (let n = 0; n < 9; n++) {
    clock += 1
    ids.push((await tab.answer({ questionId: `spot-it-${n}` })).id)
  }
  const bad = ids[4]!
  school.poison.add(bad)
  await tab.drain()
  expect([...school.rows.keys()]).toEqual(ids.filter((id) => id !== bad))
  expect(tab.lies()).toBe('waits')
  const asked = school.asked.length
  await tab.drain()
  expect(school.asked.length).toBe(asked)
  // A server that has learned to read it meanwhile gets it a day later.
  school.poison.clear()
  clock += 86_400_001
  await tab.drain()
  expect(school.rows.has(bad)).toBe(true)
})

it('leaves out a row that cannot be opened, and sends the rest', async () => {
  const { school, tab } = device()
  const { id: broken } = await tab.answer()
  clock += 1
  await tab.answer({ questionId: 'spot-it-02' })
  await tab.db.answer.update(broken, { body: { iv: new Uint8Array(12), data: new ArrayBuffer(40) } })
  expect(await tab.drain()).toBe('told')
  expect([...school.rows.values()].map(({ questionId }) => questionId)).toEqual(['spot-it-02'])
})

it('holds what waits while nobody, or another, is signed in, and asks who is here', async () => {
  const { school, tab } = device()
  await tab.answer()
  school.session = 'bas'
  expect(await tab.drain()).toBe('stranger')
  expect([school.rows.size, tab.me.id]).toEqual([0, 'bas'])
  expect(await tab.drain(board)).toBe('told')
  expect(school.rows.size).toBe(0)
  ;[school.session, tab.me.id] = [noor, noor]
  await tab.drain()
  expect([...school.rows.values()].map(({ ownerId }) => ownerId)).toEqual([noor])
})

it('shows nobody what another did, and takes it away when he leaves: all but what he did not send', async () => {
  const { tab } = device()
  await tab.answer()
  await tab.drain(board)
  clock += 1
  await tab.answer({ questionId: 'spot-it-02' })
  await keepOnly(tab.keeping, 'bas')
  expect(await lying(tab.keeping, { ownerId: 'bas', organisationId: board })).toEqual({ answers: [], mine: null, change: null })
  expect((await lying(tab.keeping, key)).answers.map(({ questionId }) => questionId)).toEqual(['spot-it-02'])
  expect(await tab.db.mine.count()).toBe(0)
  expect(await waitingHere(tab.keeping, 'bas')).toEqual({ own: 0, others: 1 })
})

it('asks how things stand when nothing waits, and leaves the server alone for as long as it wants', async () => {
  const { school, tab } = device()
  school.ahead = ['busy']
  expect(await tab.drain(board)).toBe('away')
  expect(tab.wakeAt()).toBe(clock + 30_000)
  expect([await tab.drain(board), school.asked]).toEqual(['away', []])
  clock += 30_001
  expect([await tab.drain(board), school.asked]).toEqual(['told', ['GET /training']])
})

it('waits longer with each miss, and as if for the first time once the network is back', async () => {
  const { school, tab } = device()
  await tab.answer()
  const wait = async () => {
    school.ahead = ['lostBefore']
    expect(await tab.drain()).toBe('away')
    return tab.wakeAt()! - clock
  }
  const [first, second, third] = [await wait(), await wait(), await wait()]
  expect([first < second, second < third]).toEqual([true, true])
  tab.comeBack()
  expect(await wait()).toBe(first)
})

it('goes on for a board that still knows him when another does not', async () => {
  const { school, tab } = device()
  await tab.answer({}, otherBoard)
  clock += 1
  await tab.answer()
  school.closed.add(otherBoard)
  expect(await tab.drain(board)).toBe('told')
  expect([...school.rows.values()].map(({ organisationId }) => organisationId)).toEqual([board])
  expect(await tab.drain(otherBoard)).toBe('held')
})

it('sends what somebody says of himself before his answers, also when he changed it meanwhile', async () => {
  const { school, tab } = device()
  await keepChange(tab.keeping, key, { role: 'care' })
  await keepChange(tab.keeping, key, { nudges: false })
  expect((await lying(tab.keeping, key)).change).toMatchObject({ role: 'care', nudges: false })
  await tab.answer()
  await tab.drain()
  expect(school.asked).toEqual(['PATCH /training/mine', 'POST /training/answers'])
  expect([school.roles.get(noor), (await lying(tab.keeping, key)).change]).toEqual(['care', null])
})

it('goes on without a disk: what is learned counts on this page, and leaves while it lives', async () => {
  const { school, tab } = device()
  const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' })
  tab.db.answer.hook('creating', () => {
    throw full
  })
  expect((await tab.answer()).kept).toBe('notKept')
  expect((await lying(tab.keeping, key)).answers).toHaveLength(1)
  expect(await tab.drain()).toBe('told')
  await tab.drain()
  expect(school.counted).toBe(1)
  expect((await lying(tab.keeping, key)).answers.map(({ state }) => state)).toEqual(['sent'])
})

it('does not send again what the disk would not take note of', async () => {
  const { school, tab } = device()
  await tab.answer()
  tab.db.mine.hook('creating', () => {
    throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
  })
  expect(await tab.drain()).toBe('told')
  await tab.drain()
  expect(school.asked).toEqual(['POST /training/answers'])
  expect((await lying(tab.keeping, key)).mine?.progress).toHaveLength(1)
})

it('lets nobody’s answers count on the page alone, and sends them under no name', async () => {
  const { school, open } = device()
  const tab = open(null)
  expect((await tab.answer(givenOf('spot-it-03'))).kept).toBe('notKept')
  tab.me.id = noor
  await keepOnly(tab.keeping, noor)
  await tab.drain()
  expect(school.rows.size).toBe(0)
  expect(await tab.db.answer.count()).toBe(0)
})

it('keeps on the phone what is too much for one day, and sends it in the days after', async () => {
  const { school, tab } = device()
  school.mostADay = 110
  for (let n = 0; n < 120; n++) {
    clock += 1
    await tab.answer({ questionId: `spot-it-${n}` })
  }
  expect(await tab.drain()).toBe('away')
  // It is not looked for what is wrong with them: one request was too much.
  expect([school.asked.length, await states(tab), tab.wakeAt()]).toEqual([2, { sent: 100, queued: 20 }, clock + 3_600_000])
  clock += 3_600_001
  await tab.drain()
  expect([school.asked.length, await states(tab), tab.lies()]).toEqual([3, { sent: 100, queued: 20 }, 'waits'])
  clock += day
  await tab.drain()
  expect([school.rows.size, school.counted, tab.lies()]).toEqual([120, 120, 'here'])
})

it('keeps what clashes with something else at school, whole, and sends it again later', async () => {
  const { school, tab } = device()
  for (let n = 0; n < 9; n++) await tab.answer({ questionId: `spot-it-${n}` })
  school.ahead = ['conflict']
  expect([await tab.drain(), await states(tab)]).toEqual(['away', { queued: 9 }])
  expect(tab.wakeAt()).toBeGreaterThan(clock)
  expect([await tab.drain(), school.counted]).toEqual(['told', 9])
})

it('is refused at the school of these tests what the strict server refuses', async () => {
  const { school } = device()
  const sent = { id: '0192f0c0-0000-7000-8000-0000000000aa', moduleId: 'spot-it', moduleVersion: 1, questionId: 'spot-it-01', optionId: 'a', role: 'teacher' }
  const whole = {
    organisationId: board,
    sentAt: new Date(clock).toISOString(),
    answers: [{ ...sent, practice: false, answeredAt: new Date(clock).toISOString() }],
  }
  const post = async (body: unknown) =>
    (await school.fetch('/api/v1/training/answers', { method: 'POST', headers: { 'seintje-as': noor }, body: JSON.stringify(body) })).status
  const more = (extra: object) => ({ ...whole, answers: whole.answers.map((one) => ({ ...one, ...extra })) })
  expect([await post({ ...whole, ownerId: noor }), await post(more({ right: true })), await post(more({ optionId: 'd' })), await post(whole)]).toEqual([
    ...[422, 422, 422],
    200,
  ])
})

it('leaves a tab alone that gives signs of life, and takes over from one that froze, which says nothing of the connection', async () => {
  const { school, open } = device()
  const lock = webLocks()
  const [one, other] = [open(noor, lock), open(noor, lock)]
  school.ahead = ['never']
  const frozen = one.drain(board)
  await vi.waitFor(() => expect(school.ahead).toEqual([]))
  expect(await other.drain(board)).toBe('busy')
  clock += 150_001
  expect(await other.drain(board)).toBe('told')
  expect(await frozen).toBe('busy')
})

it('sends nothing more once another tab took over, and keeps nothing of what it still hears', async () => {
  const { school, open } = device()
  const lock = webLocks()
  const [one, other] = [open(noor, lock), open(noor, lock)]
  for (let n = 0; n < 101; n++) await one.answer({ questionId: `spot-it-${n}` })
  const { fetch } = school
  const late = Promise.withResolvers<void>()
  school.fetch = async (path, init) => {
    school.fetch = fetch
    const told = await fetch(path, init)
    await late.promise
    return told
  }
  const frozen = one.drain()
  await vi.waitFor(() => expect(school.asked).toHaveLength(1))
  clock += 150_001
  await other.drain()
  const [asked, { fetchedAt }] = [school.asked.length, (await other.db.mine.toArray())[0]!]
  clock += 1
  late.resolve()
  expect(await frozen).toBe('busy')
  await new Promise((soon) => setTimeout(soon, 20))
  expect([asked, school.asked.length, school.counted, (await other.db.mine.toArray())[0]!.fetchedAt]).toEqual([3, 3, 101, fetchedAt])
})

it('lets answers go that a board refused for sixty days, none before, and counts them not among what waits', async () => {
  const { school, tab } = device()
  await tab.answer({}, otherBoard)
  clock += 90 * day
  await tab.answer()
  school.closed.add(otherBoard)
  expect(await waitingHere(tab.keeping, noor)).toEqual({ own: 2, others: 0 })
  await tab.drain()
  expect([await waitingHere(tab.keeping, noor), await waitingHere(tab.keeping, 'bas')]).toEqual([
    { own: 0, others: 0 },
    { own: 0, others: 1 },
  ])
  clock += 59 * day
  await tab.drain()
  expect([await states(tab), tab.lies()]).toEqual([{ queued: 1 }, 'waits'])
  clock += day + 1
  await tab.drain()
  expect([await states(tab), tab.lies()]).toEqual([{}, 'here'])
})

it('tries for a month to open a row that does not open, and lets it go', async () => {
  const { tab } = device()
  const { id } = await tab.answer()
  await tab.db.answer.update(id, { body: { iv: new Uint8Array(12), data: new ArrayBuffer(40) } })
  clock += 40 * day
  await tab.drain()
  expect(await states(tab)).toEqual({ aside: 1 })
  clock += 30 * day
  await tab.drain()
  expect(await states(tab)).toEqual({ aside: 1 })
  clock += 1
  await tab.drain()
  expect([await states(tab), tab.lies()]).toEqual([{}, null])
})

it('lays nothing down of somebody who left while it was under way, and sends it again when he is back', async () => {
  const { school, tab } = device()
  await tab.answer()
  const { fetch } = school
  school.fetch = async (path, init) => {
    const told = await fetch(path, init)
    ;[school.session, tab.me.id] = [null, null]
    return told
  }
  expect(await tab.drain()).toBe('stranger')
  expect([await tab.db.mine.count(), await states(tab)]).toEqual([0, { queued: 1 }])
  ;[school.fetch, school.session, tab.me.id] = [fetch, noor, noor]
  expect([await tab.drain(), school.counted]).toEqual(['told', 1])
})
