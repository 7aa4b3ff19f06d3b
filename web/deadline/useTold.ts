import { nextTick, ref, type Ref } from 'vue'

/** What was just done, in a sentence; and a place for the focus where the button that did it is gone. */
export function useTold(heading: Readonly<Ref<HTMLElement | null>>) {
  const told = ref('')
  async function tell(sentence: string) {
    told.value = sentence
    await nextTick()
    const at = document.activeElement
    if (!at || at === document.body) heading.value?.focus()
  }
  return { told, tell }
}
