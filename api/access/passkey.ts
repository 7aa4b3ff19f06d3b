import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { COSEALG, decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from '@simplewebauthn/server/helpers'
import type { AuthenticationResponse, RegistrationResponse } from '../../shared/access/key-views.ts'
import { minutes } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { Env } from '../env.ts'
import type { KeyRow } from './key-store.ts'

/** How long somebody has to show his key, in milliseconds. */
export const challengeLife = minutes(5)
const algorithms = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256]
const site = ({ publicUrl }: Pick<Env, 'publicUrl'>) => ({ origin: publicUrl, id: new URL(publicUrl).hostname })

/** Who a key is of, as the key keeps it: the identity's id and nothing that says anything. */
const handleOf = (identityId: string) => new Uint8Array(Buffer.from(identityId.replaceAll('-', ''), 'hex'))

type New = { identityId: string; email: string; held: readonly KeyRow[] }

/** What a browser needs to make a key. The address is what its owner recognises in his list of passkeys; no name. */
export const registrationOptions = (env: Env, { identityId, email, held }: New): Promise<PublicKeyCredentialCreationOptionsJSON> =>
  generateRegistrationOptions({
    ...{ rpName: 'Seintje', rpID: site(env).id, userID: handleOf(identityId), userName: email, timeout: challengeLife, attestationType: 'none' },
    excludeCredentials: held.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })

/** What a browser needs to show a key; without `keys` its owner chooses, and the key says who it is. */
export const showOptions = (env: Env, keys?: readonly KeyRow[]): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  generateAuthenticationOptions({
    ...{ rpID: site(env).id, timeout: challengeLife, userVerification: 'required' },
    ...(keys ? { allowCredentials: keys.map(({ id, transports }) => ({ id, transports })) } : {}),
  })

/** The key that was made, or key.notVerified: for another site, another question, without a finger or a PIN, or with a certificate in it. */
export const readNewKey = (env: Env, challenge: string, response: RegistrationResponse) =>
  orNotVerified(async () => {
    if (!fromOurPage(response.response.clientDataJSON) || !withoutCertificate(response.response.attestationObject)) return null
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...{ response: { ...response, clientExtensionResults: {} }, expectedChallenge: challenge, expectedOrigin: site(env).origin, expectedRPID: site(env).id },
      ...{ requireUserVerification: true, supportedAlgorithmIDs: algorithms },
    })
    if (!verified) return null
    const { id, publicKey, counter } = registrationInfo.credential
    return { id, publicKey: new Uint8Array(publicKey), counter, transports: response.response.transports, backedUp: registrationInfo.credentialBackedUp }
  })

/** What the key says of itself now that it was shown, or key.notVerified. Whether its counter went up is for whoever stores it. */
export const readShownKey = (env: Env, challenge: string, response: AuthenticationResponse, key: KeyRow) =>
  orNotVerified(async () => {
    const { userHandle, ...answer } = response.response
    if (!fromOurPage(answer.clientDataJSON) || !isOf(userHandle, key.identityId)) return null
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {}, response: answer },
      ...{ expectedChallenge: challenge, expectedOrigin: site(env).origin, expectedRPID: site(env).id, requireUserVerification: true },
      credential: { id: key.id, publicKey: new Uint8Array(key.publicKey), counter: 0 },
    })
    return verified ? { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp } : null
  })

/** Whatever is wrong with it, the answer is the same. */
async function orNotVerified<T>(read: () => Promise<T | null>): Promise<T> {
  const known = await read().catch(() => null)
  if (known === null) throw new Problem('key.notVerified')
  return known
}

/** Not from a page that shows ours in a frame. */
function fromOurPage(clientData: string): boolean {
  const { crossOrigin } = decodeClientDataJSON(clientData)
  return crossOrigin === undefined || crossOrigin === false
}

/** We ask for none. To check one, the library would fetch what the certificate names: an address of the sender's choice. */
function withoutCertificate(attestation: string): boolean {
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(attestation))
  const format = decoded.get('fmt')
  return format === 'none' || (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined)
}

/** A key that says whose it is must say the right one; one that was asked for by its id need not say it. */
const isOf = (userHandle: string | null | undefined, identityId: string) => !userHandle || userHandle === isoBase64URL.fromBuffer(handleOf(identityId))
