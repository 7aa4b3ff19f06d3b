import { nextTick, watch, type WatchSource } from 'vue'
import { focusHeading } from './focus-heading.ts'

/** Another step on the same address is another screen: the focus starts at its heading, as after a navigation. */
export function useStepFocus(step: WatchSource): void {
  watch(step, async () => {
    await nextTick()
    focusHeading()
  })
}
