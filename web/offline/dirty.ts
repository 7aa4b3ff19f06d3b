import { computed, onScopeDispose, shallowReactive, toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

const dirty = shallowReactive(new Set<symbol>())

/** Something is being typed somewhere: nobody reloads the page now. */
export const isDirty = computed(() => dirty.size > 0)

/** Counts this form as half written for as long as `when` holds; the screen that goes takes it along. */
export function useDirty(when: MaybeRefOrGetter<boolean>): void {
  const form = Symbol('form')
  watchEffect(() => (toValue(when) ? dirty.add(form) : dirty.delete(form)))
  onScopeDispose(() => dirty.delete(form))
}
