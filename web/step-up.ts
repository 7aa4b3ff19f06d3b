import { shallowRef } from 'vue'
import type { Outcome } from './outcome.ts'

/** `stepUp`: the key once more, before what cannot be undone. `desk`: this session has no desk, or no longer. */
type KeyWanted = 'stepUp' | 'desk'
type Asked = { want: KeyWanted; answer: (shown: boolean) => void }

const wantedBy: Readonly<Record<string, KeyWanted>> = { 'session.stepUpNeeded': 'stepUp', 'session.deskNeedsPasskey': 'desk' }

/** What App.vue shows the dialog of the key for (web/access/StepUpDialog.vue). */
export const keyAsked = shallowRef<Asked | null>(null)
let asking: Promise<boolean> | undefined

/** One question at a time: two that come together wait for the same answer. */
function askForKey(want: KeyWanted): Promise<boolean> {
  asking ??= new Promise<boolean>((answer) => (keyAsked.value = { want, answer })).finally(() => {
    keyAsked.value = null
    asking = undefined
  })
  return asking
}

/**
 * Does it; when the server wants to see the key first, asks for it and does it once more. Whoever does not show it gets the
 * refusal as it came, and nothing has been done. What stands on the screen stays there meanwhile.
 */
export async function withStepUp<T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const first = await act()
  const want = first.is === 'refused' ? wantedBy[first.code] : undefined
  return want && (await askForKey(want)) ? act() : first
}
