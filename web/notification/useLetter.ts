import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { checkLetter, isGrave, letterFields, type LetterField, type LetterText } from '../../shared/notification/letter.ts'
import type { CommunicationView } from '../../shared/notification/people-views.ts'
import { useDirty } from '../offline/dirty.ts'
import type { People } from './people-store.ts'

/** So long after the last key it is kept, and so long after it could not be, in milliseconds. */
const saveAfter = 900
const tryAgainAfter = 5_000

const same = (a: LetterText, b: LetterText) => letterFields.every((field) => a[field] === b[field])

/** One text while it is written: kept as it is typed. What comes in meanwhile never takes the place of what was typed. */
export function useLetter(letter: () => CommunicationView, people: People) {
  const text = ref<LetterText>({ ...letter().text })
  const kept = shallowRef<LetterText>({ ...letter().text })
  const revision = ref(letter().revision)
  const state = ref<'saved' | 'saving' | 'offline' | 'conflict'>('saved')
  const refusal = ref('')
  const dirty = computed(() => !same(text.value, kept.value))
  useDirty(dirty)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined

  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), ms)
  }

  async function once(): Promise<void> {
    const sent = { ...text.value }
    state.value = 'saving'
    const answer = await people.save(letter().id, { revision: revision.value, text: sent })
    refusal.value = ''
    if (answer.is === 'ok') {
      revision.value = answer.value.revision
      kept.value = sent
      state.value = 'saved'
      if (dirty.value) later(saveAfter)
    } else if (answer.is === 'refused' && answer.code === 'communication.changed') {
      state.value = 'conflict'
      await people.load()
      // Ours came through, and its answer did not.
      if (same(letter().text, text.value)) settle(false)
    } else {
      state.value = 'offline'
      refusal.value = answer.is === 'refused' ? answer.detail : ''
      if (answer.is === 'offline') later(tryAgainAfter)
    }
  }
  /** One at a time, in the order in which it was typed. */
  async function save(): Promise<void> {
    clearTimeout(timer)
    await running
    if (!dirty.value || state.value === 'conflict') return
    running = once().finally(() => (running = undefined))
    await running
  }

  watch(text, () => dirty.value && state.value !== 'conflict' && later(saveAfter), { deep: true })
  watch(letter, (now) => {
    // Somebody else saved it and nothing of ours waits: his is what stands there.
    if (dirty.value || running || now.revision <= revision.value) return
    text.value = { ...now.text }
    kept.value = { ...now.text }
    revision.value = now.revision
  })
  onScopeDispose(() => void save())

  function settle(mine: boolean): void {
    revision.value = letter().revision
    kept.value = { ...letter().text }
    if (!mine) text.value = { ...letter().text }
    state.value = 'saved'
    if (mine) void save()
  }

  const slips = computed(() => checkLetter(text.value, letter().kind, people.view.value?.contact ?? null))
  return {
    text,
    revision,
    state,
    refusal,
    slips,
    grave: computed(() => slips.value.some(isGrave)),
    slipsOf: (field: LetterField) => slips.value.filter(({ part }) => part === field),
    save,
    keepMine: () => settle(true),
    takeTheirs: () => settle(false),
  }
}
