import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { KeysView, OpenSessionView, RecoveryCodesView } from '../../shared/access/key-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'
import { useSession } from './session-store.ts'

/** My own keys and the browsers I am signed in with. Nothing of it is kept on the device. */
export const useKeys = defineStore('keys', () => {
  const mine = shallowRef<KeysView | null>(null)
  const sessions = shallowRef<readonly OpenSessionView[]>([])
  const state = ref<'loading' | 'ready' | 'offline' | 'failed'>('loading')

  async function load(): Promise<void> {
    const [keys, open] = await Promise.all([outcomeOf<KeysView>(api.keys.$get()), outcomeOf<OpenSessionView[]>(api.sessions.$get())])
    if (keys.is === 'ok' && open.is === 'ok') {
      mine.value = keys.value
      // This one first, then the one that was seen last.
      sessions.value = open.value.toSorted((a, b) => Number(b.current) - Number(a.current) || b.seenAt.localeCompare(a.seenAt))
      state.value = 'ready'
      return
    }
    // Whoever removed the key he came in with, or ended his own session elsewhere, stands outside now.
    if (keys.is === 'refused' && keys.status === 401) return forget()
    state.value = keys.is === 'offline' || open.is === 'offline' ? 'offline' : 'failed'
  }

  function forget() {
    mine.value = null
    sessions.value = []
    state.value = 'loading'
    useSession().expired()
  }

  /** After each deed it is read again: the server has the last word. */
  async function then<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await request
    if (answer.is === 'ok') await load()
    return answer
  }

  const remove = (id: string) => then(withStepUp(() => outcomeOf(api.keys[':id'].$delete({ param: { id } }))))
  const newCodes = () => then(withStepUp(() => outcomeOf<RecoveryCodesView>(api.keys['recovery-codes'].$post())))
  const end = (id: string) => then(outcomeOf(api.sessions[':id'].$delete({ param: { id } })))
  const endOthers = () => then(outcomeOf(api.sessions.$delete()))

  return { mine, sessions, state, load, remove, newCodes, end, endOthers }
})
