import type { Page } from 'playwright-core'

type Credential = { credentialId: string; isResidentCredential: boolean; rpId?: string; privateKey: string; userHandle?: string; signCount: number }

/** A device that holds keys for this page, as a phone or a stick does: Chromium's own, over the devtools protocol. */
export async function withAuthenticator(page: Page, transport: 'internal' | 'usb', holds?: Credential) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options })
  if (holds) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: holds })
  return {
    /** the one key it holds */
    key: async (): Promise<Credential> => {
      const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
      if (!credentials[0]) throw new Error('no key on this device')
      return credentials[0]
    },
    /** pulled out, or left at home */
    away: () => cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
  }
}
