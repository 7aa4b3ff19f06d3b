import { computed, ref, watch, type Ref } from 'vue'
import { factIds, type FactId } from '../../shared/breach/facts.ts'

/** How many questions stand open at once: one to answer, one to look ahead. */
const atOnce = 2

/**
 * Which questions of the scheme stand on the screen. What was just answered stays where it stood until the next visit of this step, so that
 * nothing jumps away under a finger; the next one comes below it.
 */
export function useAsked(next: Ref<readonly FactId[]>, facts: Ref<Readonly<Record<string, string>>>) {
  const shown = ref<FactId[]>([])
  watch(
    next,
    (now) => {
      const open = shown.value.filter((fact) => facts.value[fact] === undefined && now.includes(fact))
      const more = now.filter((fact) => !shown.value.includes(fact)).slice(0, Math.max(0, atOnce - open.length))
      const kept = shown.value.filter((fact) => facts.value[fact] !== undefined || now.includes(fact))
      shown.value = [...kept, ...more]
    },
    { immediate: true },
  )
  return {
    asked: computed(() => shown.value),
    /** answered before this visit, in the order of the handbook */
    answered: computed(() => factIds.filter((fact) => facts.value[fact] !== undefined && !shown.value.includes(fact))),
    left: computed(() => next.value.filter((fact) => !shown.value.includes(fact)).length),
  }
}
