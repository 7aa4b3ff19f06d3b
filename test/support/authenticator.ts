import type { Page } from 'playwright-core'

export type Authenticator = Awaited<ReturnType<typeof withAuthenticator>>

/** A device that holds keys for this page, as a phone or a stick does: Chromium's own, over the devtools protocol. */
export async function withAuthenticator(page: Page, transport: 'internal' | 'usb') {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const add = async (kind: 'internal' | 'usb') => {
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: kind, hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    })
    return {
      /** pulled out, or left at home */
      away: () => cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
      credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    }
  }
  return { ...(await add(transport)), another: add }
}
