import type { Changes } from './deps.ts'

/** One listener that throws must not keep the others from hearing it. */
export function makeChanges(): Changes {
  const listeners = new Set<(organisationId: string) => void>()
  return {
    changed: (organisationId) => listeners.forEach((listener) => queueMicrotask(() => listener(organisationId))),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
