import { nextTick, reactive, ref, shallowRef, toRaw, watch } from 'vue'
import { isFull } from '../offline/is-full.ts'
import type { Offline } from '../offline/offline.ts'
import { openOffline } from '../offline/open-offline.ts'
import { syncStatus, trouble } from '../offline/useConnection.ts'
import { newId } from '../offline/uuid.ts'
import { emptyFields, type ReportFields } from './report-form.ts'

/** Typing rests this long before it is saved, in milliseconds. */
const rest = 300
/** What could not be saved is tried again this much later, in milliseconds, until it can. */
const again = 5_000
const clock = () => new Date().toISOString()

export type Draft = ReturnType<typeof useDraft>

/** The form and its row on the device: saved as it is typed, taken up again after a crash. `moved`: it has a new id, and a row for that. */
export function useDraft(identity: () => string | null, moved: () => void = () => undefined) {
  const fields = reactive<ReportFields>(emptyFields(clock()))
  const state = reactive({ id: newId(Date.now()), ownerId: null as string | null, skewMs: null as number | null })
  const saving = ref<'untouched' | 'waiting' | 'saved' | 'failed'>('untouched')
  /** a draft of an earlier visit was taken up: when it was last typed in, and whether that was signed out */
  const found = shallowRef<{ at: number; signedOut: boolean } | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let filling = false
  /** how often somebody changed something: whoever went on while a draft was being fetched is not overruled */
  let changes = 0

  const unsaved = () => saving.value === 'waiting' || saving.value === 'failed'

  /** Fills the form without taking that for typing. */
  function put(next: ReportFields): void {
    filling = true
    Object.assign(fields, next)
    void nextTick(() => (filling = false))
  }

  function reset(): void {
    clearTimeout(timer)
    Object.assign(state, { id: newId(Date.now()), ownerId: null, skewMs: null })
    found.value = null
    saving.value = 'untouched'
    put(emptyFields(clock()))
  }

  /** The first touch: an app may lie open for days before it, and "now" is meant from here. */
  function begin(): void {
    state.skewMs = syncStatus.value.skewMs
    fields.chosenAt = clock()
  }

  async function save(): Promise<boolean> {
    clearTimeout(timer)
    const before = saving.value
    if (before === 'untouched') begin()
    state.ownerId ??= identity()
    const draft = { id: state.id, ownerId: state.ownerId, kind: fields.kind, draftSkewMs: state.skewMs, fields: toRaw(fields) }
    const kept = await openOffline()
      .then((offline) => offline.saveDraft(draft))
      .catch((error: unknown) => void (isFull(error) && (trouble.value = 'full')))
    if (kept !== undefined && trouble.value === 'full') trouble.value = null
    if (draft.id !== state.id) return kept === true
    // Queued meanwhile, in another tab: what was typed since is a report of its own, and a second tap is not.
    const lateWords = kept === false && before !== 'saved'
    saving.value = kept === undefined ? 'failed' : lateWords ? 'waiting' : 'saved'
    if (kept === undefined) timer = setTimeout(save, again)
    if (lateWords) timer = setTimeout(moveOn, rest)
    return kept === true
  }

  /** What stands in the form goes on as another report: the one it was is sent. */
  async function moveOn(): Promise<boolean> {
    state.id = newId(Date.now())
    const kept = await save()
    moved()
    return kept
  }

  watch(fields, () => {
    if (filling) return
    changes++
    if (saving.value === 'untouched') begin()
    saving.value = 'waiting'
    clearTimeout(timer)
    timer = setTimeout(save, rest)
  })
  // "Now", "today" and "yesterday" are meant from where they were chosen.
  watch(
    () => fields.when,
    () => !filling && (fields.chosenAt = clock()),
    { flush: 'sync' },
  )

  return {
    fields,
    state,
    saving,
    found,
    put,
    reset,
    save,
    moveOn,
    /** something in it is nowhere else */
    unsaved,
    changes: () => changes,
    flush: async () => !unsaved() || (await save()) || (saving.value === 'waiting' && moveOn()),
  }
}

/**
 * Takes up the draft of an earlier visit, or the one that is wanted. False when there is none; `unsaved` when what stands in the
 * form now could not be saved, and would be lost; throws when the wanted one does not open.
 */
export async function takeUp(draft: Draft, opening: Promise<Offline>, identityId: string | null, wanted?: string): Promise<boolean | 'unsaved'> {
  const before = draft.changes()
  const offline = await opening
  const rows = await offline.draftsFor(identityId)
  const row = wanted === undefined ? rows[0] : rows.find((one) => one.id === wanted)
  const opened = row && (await offline.openDraft<ReportFields>(row.id))
  if (wanted !== undefined && row && !opened) throw new Error('unreadable')
  // Whoever began typing meanwhile goes on with that; the older draft stays on the start screen.
  if (!opened || draft.changes() !== before || (wanted === undefined && draft.saving.value !== 'untouched')) return false
  if (!(await draft.flush()) || draft.unsaved()) return 'unsaved'
  draft.reset()
  const { id, ownerId, draftSkewMs, changedAt } = opened.row
  Object.assign(draft.state, { id, ownerId, skewMs: draftSkewMs })
  draft.found.value = { at: changedAt, signedOut: ownerId === null }
  draft.saving.value = 'saved'
  draft.put({ ...emptyFields(clock()), ...opened.fields })
  return true
}
