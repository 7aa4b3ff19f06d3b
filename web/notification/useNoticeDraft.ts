import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { changedFields, mergeNotices } from '../../shared/notification/notice.ts'
import type { NoticeFieldId, NoticeFields } from '../../shared/notification/notice-fields.ts'
import type { NoticeDraft } from '../../shared/notification/notice-views.ts'
import { useDirty } from '../offline/dirty.ts'
import { saveNotice } from './notice-verbs.ts'

const pauseMs = 900
const againMs = 5_000

/** Whatever was written and not saved yet goes by itself, a moment after the last key. What somebody else wrote meanwhile is laid beside it. */
export function useNoticeDraft(incidentId: () => string, draft: () => NoticeDraft, reload: () => Promise<void>) {
  const fields = ref<NoticeFields>({ ...draft().fields })
  /** what the server has, and which one that is */
  const base = shallowRef({ revision: draft().revision, fields: draft().fields })
  /** what I wrote where somebody else wrote something else */
  const mine = ref<NoticeFields>({})
  const state = ref<'saved' | 'saving' | 'offline' | 'refused'>('saved')
  const why = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined

  const changed = computed(() => changedFields(base.value.fields, fields.value).length > 0)
  useDirty(changed)

  /** Somebody saved it: his words come in, mine that he did not touch stay. */
  watch(draft, (theirs) => {
    if (theirs.revision <= base.value.revision) return
    const { fields: merged, both } = mergeNotices(base.value.fields, fields.value, theirs.fields)
    for (const id of both) mine.value = { ...mine.value, [id]: fields.value[id] }
    base.value = { revision: theirs.revision, fields: theirs.fields }
    fields.value = { ...merged }
  })

  let running: Promise<void> | undefined
  const save = (): Promise<void> => (running ??= send().finally(() => (running = undefined)))

  async function send(): Promise<void> {
    clearTimeout(timer)
    if (!changed.value) return
    state.value = 'saving'
    const sent = { ...fields.value }
    const answer = await saveNotice(incidentId(), draft().id, base.value.revision, sent)
    if (answer.is === 'ok') {
      base.value = { revision: answer.value.revision, fields: sent }
      state.value = 'saved'
      if (changed.value) later(pauseMs)
      return
    }
    state.value = answer.is === 'offline' ? 'offline' : 'refused'
    why.value = answer.is === 'refused' ? answer.detail : ''
    if (answer.is === 'refused' && answer.code === 'notice.changed') {
      await reload()
      state.value = 'saved'
      return later(pauseMs)
    }
    if (answer.is === 'offline') later(againMs)
  }
  function later(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), ms)
  }
  function set(id: NoticeFieldId, answer: NoticeFields[NoticeFieldId]) {
    fields.value = { ...fields.value, [id]: answer }
    later(pauseMs)
  }
  /** All of it is with the server: which one that is. Null where it did not get there. */
  async function flush(): Promise<number | null> {
    for (let tries = 0; changed.value && tries < 3; tries += 1) await save()
    return changed.value ? null : base.value.revision
  }
  /** Mine after all, or theirs for good. */
  function settle(id: NoticeFieldId, takeMine: boolean) {
    const { [id]: own, ...others } = mine.value
    mine.value = others
    if (takeMine) set(id, own)
  }
  onScopeDispose(() => {
    clearTimeout(timer)
    if (changed.value) void save()
  })
  return { fields, mine, state, why, set, settle, flush }
}
