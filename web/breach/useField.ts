import { ref, watch } from 'vue'
import type { Answer, FieldId } from '../../shared/breach/worksheet.ts'
import { useFacts } from './facts-store.ts'

/**
 * What stands in one field. It follows what others keep, but never under the hands of whoever is in it: he goes on from what he saw, and
 * hears of theirs when his own is to be kept. `fill` puts an answer into the inputs.
 */
export function useField(field: FieldId, fill: (answer: Answer | null) => void) {
  const facts = useFacts()
  const within = ref(false)
  let shown: string | null = null

  function follow(): void {
    if (facts.hasDraft(field)) return
    const kept = facts.keptOf(field)
    const id = kept?.id ?? null
    if (within.value) {
      if (facts.isOurs(id)) shown = id
      return
    }
    shown = id
    fill(kept?.answer ?? null)
  }
  watch(() => [facts.hasDraft(field), facts.keptOf(field)?.id], follow, { immediate: true })

  return {
    edit: (answer: Answer | null | undefined) => facts.edit(field, answer, shown),
    /** for the element around the inputs */
    watched: {
      onFocusin: () => void (within.value = true),
      onFocusout: () => {
        within.value = false
        void facts.saveNow(field)
        follow()
      },
    },
  }
}
