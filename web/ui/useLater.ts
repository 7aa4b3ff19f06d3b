import { shallowRef, watch, type Component } from 'vue'

/** A part of a screen that few people see, or that may come a moment later: loaded when it is wanted, and left out when it cannot be. */
export function useLater(load: () => Promise<{ default: Component }>, wanted: () => boolean = () => true) {
  const part = shallowRef<Component>()
  watch(
    wanted,
    (now) => {
      if (now && !part.value)
        load().then(
          (loaded) => (part.value = loaded.default),
          () => undefined,
        )
    },
    { immediate: true },
  )
  return part
}
