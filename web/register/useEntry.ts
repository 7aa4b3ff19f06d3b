import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Entry } from '../../shared/register/entry.ts'
import type { EntryView } from '../../shared/register/register-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'

/** Milliseconds without a key before what was typed is saved. */
const pause = 1_200

type Field = keyof Entry
const of = api.incidents[':incidentId'].register

/**
 * One entry as it is filled in: saved by itself, field by field. Where somebody else saved meanwhile his fields come in, one's own stay as
 * they were typed, and where both wrote in one field `theirs` says what the other wrote; it is saved once one goes on.
 */
export function useEntry(incidentId: () => string) {
  const view = shallowRef<EntryView | null>(null)
  const state = ref<'loading' | 'ready' | 'offline' | 'failed'>('loading')
  const changed = shallowRef<Entry>({})
  const theirs = shallowRef<Entry>({})
  const saving = ref(false)
  const problem = ref<Exclude<Outcome<never>, { is: 'ok' }> | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  const unsaved = computed(() => Object.keys(changed.value).length > 0)
  const values = computed((): Entry => ({ ...view.value?.proposed, ...view.value?.entry, ...changed.value }))
  const isProposed = (field: Field) => !(field in changed.value) && !(field in (view.value?.entry ?? {})) && field in (view.value?.proposed ?? {})

  async function load(): Promise<void> {
    const answer = await outcomeOf<EntryView>(of.$get({ param: { incidentId: incidentId() } }))
    if (answer.is === 'ok') view.value = answer.value
    if (answer.is === 'ok' || view.value === null) state.value = answer.is === 'ok' ? 'ready' : answer.is === 'offline' ? 'offline' : 'failed'
  }

  function change<F extends Field>(field: F, value: Entry[F]): void {
    changed.value = { ...changed.value, [field]: value }
    clearTimeout(timer)
    timer = setTimeout(() => void save(), pause)
  }

  async function save(more: { complete?: boolean; noNames?: boolean } = {}): Promise<boolean> {
    clearTimeout(timer)
    const before = view.value
    if (!before || saving.value || (!unsaved.value && more.complete === undefined)) return false
    saving.value = true
    const sent = changed.value
    const answer = await outcomeOf<EntryView>(of.$put({ param: { incidentId: incidentId() }, json: { revision: before.revision, fields: sent, ...more } }))
    saving.value = false
    problem.value = answer.is === 'ok' ? null : answer
    if (answer.is === 'ok') {
      view.value = answer.value
      theirs.value = {}
      // What was typed on while it was on its way is still to be saved.
      changed.value = Object.fromEntries(Object.entries(changed.value).filter(([field, value]) => sent[field as Field] !== value))
      if (unsaved.value) timer = setTimeout(() => void save(), pause)
      return true
    }
    if (answer.is === 'refused' && answer.code === 'register.changed') await comeTogether(before)
    return false
  }

  /** What the other saved comes in; where it is in none of one's own fields, that goes by itself. */
  async function comeTogether(before: EntryView): Promise<void> {
    await load()
    const now = view.value
    if (!now || now.revision === before.revision) return
    const same = (field: Field) => JSON.stringify(now.entry[field]) === JSON.stringify(before.entry[field])
    theirs.value = Object.fromEntries((Object.keys(changed.value) as Field[]).filter((field) => !same(field)).map((field) => [field, now.entry[field]]))
    if (Object.keys(theirs.value).length === 0) await save()
  }

  /** The dossier changed: what nobody is typing in here is read anew. */
  const refresh = () => (unsaved.value || saving.value ? Promise.resolve() : load())

  onScopeDispose(() => {
    clearTimeout(timer)
    if (unsaved.value) void save()
  })
  return { view, state, values, theirs, saving, problem, unsaved, isProposed, load, change, save, refresh }
}
export type EntryDesk = ReturnType<typeof useEntry>
