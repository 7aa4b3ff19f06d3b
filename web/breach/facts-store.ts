import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { FactsOfIncident, FieldAnswer, FieldView } from '../../shared/breach/facts-views.ts'
import type { Answer, FieldId } from '../../shared/breach/worksheet.ts'
import { api, outcomeOf } from '../api.ts'
import { newId } from '../offline/uuid.ts'
import { withStepUp } from '../step-up.ts'

/** What somebody filled in and is not kept yet. `answer` undefined: half filled in, so not sent. `basedOn`: what stood there when he began. */
type Draft = { incidentId: string; field: FieldId; answer: Answer | null | undefined; basedOn: string | null; state: DraftState; id: string; detail: string }
type DraftState = 'waiting' | 'saving' | 'failed' | 'conflict'
export type FieldState = 'empty' | 'saved' | 'incomplete' | DraftState

/** So long after the last key something is kept, in milliseconds. */
const saveAfter = 900
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** What is known of the incident that lies open, kept field by field. What somebody typed is never overwritten by what comes in: it stands beside it. */
export const useFacts = defineStore('facts', () => {
  const incidentId = ref('')
  const view = shallowRef<FactsOfIncident | null>(null)
  const problem = ref<'' | 'offline' | 'refused'>('')
  const drafts = shallowReactive(new Map<string, Draft>())
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  /** every answer that left this page: one of ours that came through unseen is no conflict */
  const ours = new Set<string>()

  const keyOf = (field: FieldId) => `${incidentId.value}/${field}`
  const draftOf = (field: FieldId) => drafts.get(keyOf(field))
  const keptOf = (field: FieldId): FieldView | undefined => view.value?.fields[field]
  /** something is typed and not kept */
  const unsaved = computed(() => drafts.size > 0)
  /** what stands in the field: one's own words first */
  const answerOf = (field: FieldId): Answer | null => {
    const draft = draftOf(field)
    return draft?.answer ?? (draft ? null : (keptOf(field)?.answer ?? null))
  }

  function stateOf(field: FieldId): FieldState {
    const draft = draftOf(field)
    if (draft) return draft.answer === undefined && draft.state !== 'conflict' ? 'incomplete' : draft.state
    return (keptOf(field)?.answer ?? null) === null ? 'empty' : 'saved'
  }

  /** Once more what is kept; what is typed stays as it is. */
  async function refresh(): Promise<void> {
    const id = incidentId.value
    if (id === '') return
    const answer = await outcomeOf<FactsOfIncident>(api.incidents[':incidentId'].facts.$get({ param: { incidentId: id } }))
    if (incidentId.value !== id) return
    problem.value = answer.is === 'ok' ? '' : answer.is
    if (answer.is !== 'ok') return
    view.value = answer.value
    for (const draft of [...drafts.values()].filter((one) => one.incidentId === id && one.state !== 'saving')) settle(draft)
    // There is a line again: what did not come through goes now.
    for (const [key, { state, detail }] of drafts) if (state === 'failed' && detail === '') void save(key)
  }

  function open(id: string): Promise<void> {
    if (incidentId.value !== id) view.value = null
    incidentId.value = id
    return refresh()
  }

  /** Holds a draft against what is kept now: kept already, overtaken by ourselves, or by somebody else. */
  function settle(draft: Draft): void {
    const kept = keptOf(draft.field)
    const [id, answer] = [kept?.id ?? null, kept?.answer ?? null]
    if (draft.answer !== undefined && same(answer, draft.answer)) return drop(draft)
    if (id === draft.basedOn) return
    if (id !== null && ours.has(id)) put({ ...draft, basedOn: id })
    else put({ ...draft, state: 'conflict' })
  }

  const keyFor = ({ incidentId: of, field }: Draft) => `${of}/${field}`
  const put = (draft: Draft) => void drafts.set(keyFor(draft), draft)
  function drop(draft: Draft): void {
    drafts.delete(keyFor(draft))
    clearTimeout(timers.get(keyFor(draft)))
  }

  /** What is in the field now; undefined: not complete yet. `shown`: the answer its writer saw when he began. Kept a moment after the last key. */
  function edit(field: FieldId, answer: Answer | null | undefined, shown: string | null = keptOf(field)?.id ?? null): void {
    const [earlier, kept] = [draftOf(field), keptOf(field)]
    const asKept = answer !== undefined && same(answer, kept?.answer ?? null)
    if (earlier?.state === 'waiting' && asKept && earlier.basedOn === (kept?.id ?? null)) return drop(earlier)
    if (!earlier && asKept) return
    const overtaken = !earlier && shown !== (kept?.id ?? null) && !ours.has(kept?.id ?? '')
    const state = overtaken ? 'conflict' : earlier?.state === 'conflict' || earlier?.state === 'saving' ? earlier.state : 'waiting'
    const basedOn = earlier ? earlier.basedOn : overtaken ? shown : (kept?.id ?? null)
    const draft: Draft = { incidentId: incidentId.value, field, answer, basedOn, state, id: newId(Date.now()), detail: '' }
    put(draft)
    clearTimeout(timers.get(keyFor(draft)))
    if (state === 'waiting' && answer !== undefined)
      timers.set(
        keyFor(draft),
        setTimeout(() => void save(keyFor(draft)), saveAfter),
      )
  }

  async function save(key: string): Promise<void> {
    const draft = drafts.get(key)
    clearTimeout(timers.get(key))
    if (!draft || draft.answer === undefined || draft.state === 'saving' || draft.state === 'conflict') return
    const { incidentId: of, field, id, basedOn, answer } = draft
    put({ ...draft, state: 'saving' })
    ours.add(id)
    const param = { incidentId: of, field }
    const outcome = await withStepUp(() =>
      outcomeOf<FieldView>(api.incidents[':incidentId'].facts[':field'].$put({ param, json: { id, basedOn, answer: answer as never } })),
    )
    const now = drafts.get(key)
    if (!now) return
    if (outcome.is === 'ok') {
      if (view.value && incidentId.value === of) view.value = { ...view.value, fields: { ...view.value.fields, [field]: outcome.value } }
      // Typed on meanwhile: the next one is based on this.
      if (now.id !== id) {
        put({ ...now, basedOn: outcome.value.id, state: 'waiting' })
        return save(key)
      }
      // The engine's view of it comes with the desk's stream.
      return drop(now)
    }
    put({ ...now, state: 'failed', detail: outcome.is === 'refused' ? outcome.detail : '' })
    if (outcome.is !== 'refused' || outcome.code !== 'facts.changed') return
    await refresh()
    const again = drafts.get(key)
    if (again && again.state !== 'conflict' && again.basedOn !== basedOn) return save(key)
  }

  /** Keeps at once what waits: the field is left, or the page. */
  const saveNow = (field: FieldId) => save(keyOf(field))
  const saveAll = () => Promise.all([...drafts.keys()].map(save))

  /** Of two answers one's own stays; the other one is kept in the history. */
  function keepMine(field: FieldId): Promise<void> {
    const draft = draftOf(field)
    if (draft) put({ ...draft, state: 'waiting', id: newId(Date.now()), basedOn: keptOf(field)?.id ?? null })
    return saveNow(field)
  }
  function takeTheirs(field: FieldId): void {
    const draft = draftOf(field)
    if (draft) drop(draft)
  }

  const history = (field: FieldId) =>
    withStepUp(() => outcomeOf<FieldAnswer[]>(api.incidents[':incidentId'].facts[':field'].$get({ param: { incidentId: incidentId.value, field } })))

  return {
    ...{ incidentId, view, problem, unsaved, open, refresh, edit, saveNow, saveAll, keepMine, takeTheirs, history },
    ...{ hasDraft: (field: FieldId) => draftOf(field) !== undefined, isOurs: (id: string | null) => id !== null && ours.has(id) },
    ...{ answerOf, keptOf, stateOf, detailOf: (field: FieldId) => draftOf(field)?.detail ?? '' },
  }
})
