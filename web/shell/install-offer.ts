import { shallowRef } from 'vue'

/** Chromium's offer to install this app; not in TypeScript's list of events. */
export interface InstallOffer extends Event {
  prompt: () => Promise<unknown>
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

/** The offer of this visit. It comes once and early, so it is caught before anything else; asked is when there is a reason to. */
export const installOffer = shallowRef<InstallOffer | null>(null)

export function keepInstallOffer(event: Event): void {
  event.preventDefault()
  installOffer.value = event as InstallOffer
}
