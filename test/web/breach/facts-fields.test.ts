import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import type { FieldId } from '../../../shared/breach/worksheet.ts'
import { useFacts } from '../../../web/breach/facts-store.ts'
import FactQuestion from '../../../web/breach/FactQuestion.vue'
import WorksheetField from '../../../web/breach/WorksheetField.vue'
import { i18n, needTexts, setLocale } from '../../../web/i18n.ts'
import { farEnd } from '../../support/mount-screen.ts'

enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

const incidentId = '01900000-0000-7000-8000-0000000000b1'
const kept = (n: number, answer: unknown, by = 'Hanna Verzonnen') => ({
  id: `01900000-0000-7000-8000-0000000000c${n}`,
  answer,
  by,
  at: '2026-03-02T09:15:00.000Z',
  before: n,
})

/** One field of an incident, with what the office keeps of it: what is put there is its newest. */
async function open(component: Component, props: Record<string, unknown>, field: FieldId, first?: unknown, answer = true) {
  await setLocale('nl')
  await needTexts('worksheet', 'facts')
  const state = { field: first === undefined ? null : kept(0, first) }
  const saved: { basedOn: string | null; answer: unknown }[] = []
  farEnd({
    [`GET /incidents/${incidentId}/facts`]: () => ({ body: { fields: state.field ? { [field]: state.field } : {}, may: { answer } } }),
    [`PUT /incidents/${incidentId}/facts/${field}`]: ({ body }) => {
      const said = body as { id: string; basedOn: string | null; answer: unknown }
      if (said.basedOn !== (state.field?.id ?? null)) return { status: 409, body: { code: 'facts.changed', detail: 'Iemand was eerder.' } }
      saved.push(said)
      state.field = { ...kept(saved.length, said.answer, 'Frits Fictief'), id: said.id }
      return { body: state.field }
    },
  })
  const pinia = createPinia()
  setActivePinia(pinia)
  const facts = useFacts()
  await facts.open(incidentId)
  const screen = mount(component, { props, global: { plugins: [pinia, i18n] }, attachTo: document.body })
  const othersSay = async (said: unknown) => {
    state.field = kept(9, said)
    await facts.refresh()
    await flushPromises()
  }
  return { screen, facts, saved, othersSay }
}
const area = ({ screen }: Awaited<ReturnType<typeof open>>) => screen.find('textarea')
const valueOf = (o: Awaited<ReturnType<typeof open>>) => (area(o).element as HTMLTextAreaElement).value
const summary = () => open(WorksheetField, { field: 'summary' }, 'summary', { text: 'Een stick.' })

it('follows what others keep while nobody types, also for who only looks at the field', async () => {
  const o = await summary()
  expect([valueOf(o), o.screen.text()]).toEqual(['Een stick.', expect.stringContaining('Bewaard · Hanna Verzonnen')])
  await area(o).trigger('focusin')
  await o.othersSay({ text: 'Twee sticks.' })
  expect(valueOf(o)).toBe('Twee sticks.')
})

it('keeps the spaces under somebody’s hands when it saves', async () => {
  const o = await summary()
  await area(o).trigger('focusin')
  await area(o).setValue('Een stick lag ')
  await o.facts.saveAll()
  await flushPromises()
  expect([valueOf(o), o.saved.at(-1)?.answer]).toEqual(['Een stick lag ', { text: 'Een stick lag' }])
})

it('never overwrites what somebody typed, kept or not: what the other said stands beside it, and he chooses', async () => {
  for (const first of [true, false]) {
    const o = await summary()
    await area(o).trigger('focusin')
    await area(o).setValue('Drie sticks.')
    if (first) await o.facts.saveAll()
    await o.othersSay({ text: 'Twee sticks.' })
    expect(valueOf(o)).toBe('Drie sticks.')
    expect(o.screen.text()).toContain('Twee antwoorden')
    const [theirs, mine] = o.screen.findAll('button').filter((one) => /laten staan|Mijn antwoord/.test(one.text()))
    await area(o).trigger('focusout')
    await (first ? theirs! : mine!).trigger('click')
    await flushPromises()
    expect([valueOf(o), o.facts.stateOf('summary')]).toEqual([first ? 'Twee sticks.' : 'Drie sticks.', 'saved'])
    o.screen.unmount()
  }
})

it('asks which where that is asked, and sends nothing that is half filled in', async () => {
  const data = await open(WorksheetField, { field: 'data' }, 'data')
  await data.screen.find('#ws-data-specialCategory').setValue(true)
  await data.screen.find('#ws-data-namely').setValue('Gezondheid')
  await data.facts.saveAll()
  expect(data.saved.at(-1)?.answer).toEqual({ chosen: ['specialCategory'], namely: 'Gezondheid' })
  const people = await open(WorksheetField, { field: 'people' }, 'people')
  await people.screen.find('#ws-people-range').setValue(true)
  await people.screen.find('#ws-people-min').setValue('30')
  await people.screen.find('#ws-people-max').setValue('20')
  await people.facts.saveAll()
  expect([people.saved, people.screen.text()]).toEqual([[], expect.stringContaining('Nog niet af')])
  await people.screen.find('#ws-people-max').setValue('40')
  await people.facts.saveAll()
  expect(people.saved.at(-1)?.answer).toEqual({ min: 30, max: 40 })
  await people.screen.find('#ws-people-unknown').setValue(true)
  await people.facts.saveAll()
  expect(people.saved.at(-1)?.answer).toEqual({ unknown: true })
})

it('asks a question of the engine with its reason and what follows, and keeps a tap at once', async () => {
  const o = await open(FactQuestion, { fact: 'malware' }, 'fact.malware')
  for (const one of ['no', 'yes', 'unknown']) expect(o.screen.find(`input[value=${one}]`).exists()).toBe(true)
  expect(o.screen.find('#fact-malware-hint').text()).toContain('H7.2.3')
  await o.screen.find('input[value=unknown]').setValue(true)
  await flushPromises()
  expect(o.saved).toMatchObject([{ basedOn: null, answer: { choice: 'unknown' } }])
  const closed = await open(FactQuestion, { fact: 'malware' }, 'fact.malware', { choice: 'no' }, false)
  expect(closed.screen.find('fieldset').attributes('disabled')).toBeDefined()
})
