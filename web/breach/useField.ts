import { ref, watch } from 'vue'
import type { Answer, FieldId } from '../../shared/breach/worksheet.ts'
import { useFacts } from './facts-store.ts'

/**
 * What stands in one field. It follows what others keep, but never under the hands of whoever is in it: he goes on from what he saw, and
 * sees theirs beside his own. `fill` puts an answer into the inputs.
 */
export function useField(field: FieldId, fill: (answer: Answer | null) => void) {
  const facts = useFacts()
  const within = ref(false)
  let shown: string | null = null
  /** what he typed since he came into it; undefined: nothing whole */
  let typed: { answer: Answer | null | undefined } | null = null

  function follow(): void {
    if (facts.hasDraft(field)) return
    const kept = facts.keptOf(field)
    const id = kept?.id ?? null
    if (!within.value || typed === null) {
      shown = id
      return fill(kept?.answer ?? null)
    }
    if (id === shown || facts.isOurs(id)) shown = id
    else facts.standBeside(field, typed.answer, shown)
  }
  watch(() => [facts.hasDraft(field), facts.keptOf(field)?.id], follow, { immediate: true })

  return {
    edit: (answer: Answer | null | undefined) => {
      typed = { answer }
      facts.edit(field, answer, shown)
    },
    /** for the element around the inputs */
    watched: {
      onFocusin: () => {
        if (!within.value) typed = null
        within.value = true
      },
      onFocusout: ({ currentTarget, relatedTarget }: FocusEvent) => {
        // From one input of the field to the next is not leaving it.
        if ((currentTarget as Element | null)?.contains(relatedTarget as Node | null)) return
        within.value = false
        void facts.saveNow(field)
        follow()
      },
    },
  }
}
