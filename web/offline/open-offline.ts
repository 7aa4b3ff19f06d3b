import type { Offline, Wiring } from './offline.ts'
import { keeping, trouble } from './useConnection.ts'

let wiring: Wiring = { identity: () => null, onIdentity: () => undefined }
let opening: Promise<Offline> | undefined

/** Tells the store who is signed in on this page; once, at the start. */
export function wireOffline(given: Wiring): void {
  wiring = given
}

/** The store on this device with everything that reads and writes it. Loaded when first asked for, after the first paint. */
export function openOffline(): Promise<Offline> {
  // A page that is drawn at build time has no device.
  if (import.meta.env.SSR) return new Promise(() => undefined)
  opening ??= import('./offline.ts')
    .then(({ startOffline }) => startOffline(wiring))
    .catch((error: unknown) => {
      opening = undefined
      if ((error as Error).name === 'VersionError') trouble.value = 'tooOld'
      if (trouble.value === null) keeping.value = 'nowhere'
      throw error
    })
  return opening
}
