import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser'

export type KeyTrouble = 'cancelled' | 'notSupported' | 'alreadyThere' | 'wrongAddress' | 'failed'
export type KeyAnswer<T> = { is: 'shown'; response: T } | { is: 'trouble'; why: KeyTrouble }

const library = () => import('@simplewebauthn/browser')

/** The browser names one error for stopping, for waiting too long and for a key that is not there: it will not say which. */
const troubles: Readonly<Record<string, KeyTrouble>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'alreadyThere',
  NotSupportedError: 'notSupported',
  ConstraintError: 'notSupported',
  SecurityError: 'wrongAddress',
}

async function ceremony<T>(run: (webauthn: Awaited<ReturnType<typeof library>>) => Promise<T>): Promise<KeyAnswer<T>> {
  try {
    const webauthn = await library()
    if (!webauthn.browserSupportsWebAuthn()) return { is: 'trouble', why: 'notSupported' }
    return { is: 'shown', response: await run(webauthn) }
  } catch (error) {
    return { is: 'trouble', why: troubles[error instanceof Error ? error.name : ''] ?? 'failed' }
  }
}

/** Fetched before the tap, so that the browser still counts the question as an answer to it. */
export const preloadKeys = (): void => void library().catch(() => undefined)

/** Whoever closes the question is not asked by his device any longer. */
export const stopAsking = (): void =>
  void library().then(
    ({ WebAuthnAbortService }) => WebAuthnAbortService.cancelCeremony(),
    () => undefined,
  )

/** Asks the device or the stick for a key it holds. Never throws. */
export const showKey = (optionsJSON: PublicKeyCredentialRequestOptionsJSON): Promise<KeyAnswer<AuthenticationResponseJSON>> =>
  ceremony((webauthn) => webauthn.startAuthentication({ optionsJSON }))

/** Has the device or the stick make a key. Never throws. */
export const makeKey = (optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<KeyAnswer<RegistrationResponseJSON>> =>
  ceremony((webauthn) => webauthn.startRegistration({ optionsJSON }))
