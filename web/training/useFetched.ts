import { ref, shallowRef } from 'vue'
import { useSession } from '../access/session-store.ts'
import type { Outcome } from '../outcome.ts'
import { withStepUp } from '../step-up.ts'

export type FetchState = 'loading' | 'ready' | 'offline' | 'failed'

/** What a screen fetched of one board, and how that went. It lives in memory alone. */
export function useFetched<T>(ask: () => Promise<Outcome<T>>) {
  const session = useSession()
  const value = shallowRef<T | null>(null)
  const state = ref<FetchState>('loading')

  async function load(): Promise<void> {
    if (value.value === null) state.value = 'loading'
    const answer = await withStepUp(ask)
    if (answer.is === 'refused' && answer.status === 401) session.expired()
    if (answer.is === 'ok') value.value = answer.value
    state.value = answer.is === 'ok' ? 'ready' : answer.is === 'offline' ? 'offline' : 'failed'
  }

  /** A deed whose answer is the new state of it all. */
  async function put(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await withStepUp(act)
    if (answer.is === 'ok') value.value = answer.value
    return answer
  }

  return { value, state, load, put }
}
