import { vi } from 'vitest'

const bytes = (text: string) => new TextEncoder().encode(text).buffer

const shown = {
  id: 'key-1',
  rawId: bytes('key-1'),
  type: 'public-key',
  authenticatorAttachment: 'platform',
  getClientExtensionResults: () => ({}),
  response: { clientDataJSON: bytes('{}'), authenticatorData: bytes('data'), signature: bytes('sig'), userHandle: bytes('me') },
}
const made = { ...shown, response: { clientDataJSON: bytes('{}'), attestationObject: bytes('made'), getTransports: () => ['internal'] } }

/** The browser's far end of a key: a device that shows or makes one, or fails as browsers do. `asked` counts how often it was. */
export function keyDevice(fails?: string) {
  const asked = { get: 0, create: 0 }
  const answer = (what: 'get' | 'create', credential: unknown) => async () => {
    asked[what] += 1
    if (fails) throw new DOMException('as a browser says it', fails)
    return credential
  }
  vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {})
  Object.defineProperty(navigator, 'credentials', { configurable: true, value: { get: answer('get', shown), create: answer('create', made) } })
  return asked
}

export const challenge = { challengeId: '01900000-0000-7000-8000-0000000000aa', options: { challenge: 'AAAA', rpId: 'localhost' } }
export const creation = {
  ...challenge,
  options: {
    challenge: 'AAAA',
    rp: { id: 'localhost', name: 'Seintje' },
    user: { id: 'AAAA', name: 'x', displayName: 'x' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  },
}

/** happy-dom has no modal dialogs: a dialog that is open will do. */
export function openDialogs() {
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
}
