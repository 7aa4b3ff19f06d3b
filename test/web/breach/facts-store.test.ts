import fc from 'fast-check'
import { flushPromises } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FieldId } from '../../../shared/breach/worksheet.ts'
import { useFacts } from '../../../web/breach/facts-store.ts'

const incidentId = '01900000-0000-7000-8000-0000000000b1'
type Kept = { id: string; answer: { text: string } | null; basedOn: string | null }

/** The office's far end: one field, kept as the real one does. `lost`: the answer to what is kept does not come back. */
function office() {
  const chain: Kept[] = []
  const state = { lost: false, away: false }
  const view = () => ({ ...chain.at(-1), by: 'Hanna Verzonnen', at: '2026-03-02T09:15:00.000Z', before: chain.length - 1 })
  const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  vi.stubGlobal('fetch', async (_: unknown, init?: RequestInit) => {
    if (state.away) throw new TypeError('no network')
    if (init?.method !== 'PUT') return json(200, { fields: chain.length > 0 ? { summary: view() } : {}, may: { answer: true } })
    const { id, answer, basedOn } = JSON.parse(String(init.body)) as Kept
    if (!chain.some((one) => one.id === id)) {
      if ((chain.at(-1)?.id ?? null) !== basedOn) return json(409, { code: 'facts.changed', detail: 'Iemand was eerder.' })
      chain.push({ id, answer, basedOn })
    }
    if (state.lost) throw new TypeError('no network')
    return json(200, view())
  })
  return { chain, state }
}

const desk = async () => {
  const facts = useFacts(createPinia())
  await facts.open(incidentId)
  return facts
}
const field: FieldId = 'summary'
const typed = (text: string) => ({ text })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('keeps what is typed a moment after the last key, and at once when the field is left', async () => {
  const { chain } = office()
  const facts = await desk()
  facts.edit(field, typed('Een'))
  facts.edit(field, typed('Een stick'))
  expect(facts.stateOf(field)).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1000)
  expect([facts.stateOf(field), chain.map(({ answer }) => answer)]).toEqual(['saved', [typed('Een stick')]])
  facts.edit(field, typed('Een stick lag buiten'))
  await facts.saveNow(field)
  expect(chain.length).toBe(2)
  facts.edit(field, undefined)
  await facts.saveAll()
  expect([facts.stateOf(field), facts.unsaved, chain.length]).toEqual(['incomplete', true, 2])
})

it('shows the answer of somebody else beside one’s own, and keeps the one that is chosen', async () => {
  const { chain } = office()
  const [mine, theirs] = [await desk(), await desk()]
  theirs.edit(field, typed('Van Hanna'))
  await theirs.saveAll()
  mine.edit(field, typed('Van mij'))
  await mine.saveAll()
  expect([mine.stateOf(field), mine.answerOf(field), mine.keptOf(field)?.answer]).toEqual(['conflict', typed('Van mij'), typed('Van Hanna')])
  await mine.saveAll()
  expect(chain.length).toBe(1)
  await mine.keepMine(field)
  expect([mine.stateOf(field), chain.map(({ answer }) => answer)]).toEqual(['saved', [typed('Van Hanna'), typed('Van mij')]])
  theirs.edit(field, typed('Nog eens van Hanna'))
  await theirs.saveAll()
  theirs.takeTheirs(field)
  expect([theirs.stateOf(field), theirs.answerOf(field), chain.length]).toEqual(['saved', typed('Van mij'), 2])
})

it('tells who goes on from an older answer than is kept now, before anything is sent', async () => {
  const { chain } = office()
  const [mine, theirs] = [await desk(), await desk()]
  theirs.edit(field, typed('Van Hanna'))
  await theirs.saveAll()
  await mine.refresh()
  mine.edit(field, typed('Van mij'), null)
  await mine.saveAll()
  expect([mine.stateOf(field), chain.length]).toEqual(['conflict', 1])
})

it('takes an answer of its own that came through unseen for no conflict', async () => {
  const { chain, state } = office()
  const facts = await desk()
  state.lost = true
  facts.edit(field, typed('Een'))
  await facts.saveAll()
  expect(facts.stateOf(field)).toBe('failed')
  facts.edit(field, typed('Een stick'))
  state.lost = false
  await facts.saveAll()
  expect([facts.stateOf(field), chain.map(({ answer }) => answer)]).toEqual(['saved', [typed('Een'), typed('Een stick')]])
})

it('says that it was not kept, and keeps it as soon as there is a line again', async () => {
  const { chain, state } = office()
  const facts = await desk()
  state.away = true
  facts.edit(field, typed('Een'))
  await facts.saveAll()
  expect([facts.stateOf(field), facts.answerOf(field)]).toEqual(['failed', typed('Een')])
  state.away = false
  await facts.refresh()
  await flushPromises()
  expect([facts.stateOf(field), chain.length]).toEqual(['saved', 1])
})

it('loses nothing of two people in one field, however their typing, lost answers and choices interleave', async () => {
  const deed = fc.record({ who: fc.nat(1), what: fc.constantFrom('type', 'save', 'look', 'mine', 'theirs', 'lose', 'find') })
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 14 }), async (deeds) => {
      const { chain, state } = office()
      const desks = [await desk(), await desk()]
      const confirmed: string[] = []
      let n = 0
      for (const { who, what } of deeds) {
        const facts = desks[who]!
        if (what === 'type') facts.edit(field, typed(`${who} ${n++}`))
        if (what === 'save') await facts.saveAll()
        if (what === 'look') await facts.refresh()
        if (what === 'mine') await facts.keepMine(field)
        if (what === 'theirs' && facts.stateOf(field) === 'conflict') facts.takeTheirs(field)
        if (what === 'lose' || what === 'find') state.lost = what === 'lose'
        if (facts.stateOf(field) === 'saved') confirmed.push(facts.keptOf(field)!.id)
      }
      expect(chain.map(({ id }) => id)).toEqual(expect.arrayContaining(confirmed))
      expect(chain.map(({ basedOn }) => basedOn)).toEqual([null, ...chain.map(({ id }) => id)].slice(0, chain.length))
      state.lost = false
      for (const facts of desks) {
        await facts.refresh()
        await facts.saveAll()
        // What is not kept stands on the screen, with what came instead of it.
        if (facts.unsaved) expect(facts.stateOf(field)).toBe('conflict')
        else expect(facts.keptOf(field)?.id ?? null).toBeTypeOf(chain.length > 0 ? 'string' : 'object')
      }
    }),
    { numRuns: 100 },
  )
})
