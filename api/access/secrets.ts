import { createHash, randomInt } from 'node:crypto'
import { recoveryCodeLength } from '../../shared/access/recovery-code.ts'
import { schoolCodeLength, schoolCodeLetters } from '../../shared/access/school-code.ts'
import { certificateCodeLength } from '../../shared/training/certificate.ts'
import type { RootKeys } from '../db/keys.ts'
import { macText, sealText, unsealText } from '../db/seal.ts'

/** An address as it is compared: lower case, without spaces around it. */
export const mailMac = (keys: RootKeys, email: string) => macText(keys.root, `mail:${email.trim().toLowerCase()}`)

export const codeMac = (keys: RootKeys, email: string, code: string) => macText(keys.root, `code:${email.trim().toLowerCase()}:${code}`)

export const sealMail = (keys: RootKeys, identityId: string, email: string) => sealText(keys.root, `identity/${identityId}/email`, email.trim())
export const openMail = (keys: RootKeys, identityId: string, sealed: Uint8Array) => unsealText(keys.root, `identity/${identityId}/email`, sealed)

export const personContext = (organisationId: string, personId: string, field: 'name' | 'phone' | 'sms') => `${organisationId}/person/${personId}/${field}`

/** Six digits, each equally likely. */
export const newCode = () => String(randomInt(1_000_000)).padStart(6, '0')

/** The school's code as it is compared. What was typed and is no code is compared too, so that it takes as long. */
export const schoolCodeMac = (keys: RootKeys, code: string) => macText(keys.root, `schoolCode:${code}`)

export const schoolCodeContext = (organisationId: string) => `${organisationId}/organisation/schoolCode`

/** Letters, each equally likely: 256 is eight times their number. */
const newLetters = (length: number) =>
  [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => schoolCodeLetters[byte % schoolCodeLetters.length]).join('')
export const newSchoolCode = () => newLetters(schoolCodeLength)

/** What stands on a certificate; of it only this is kept. What was typed and is no code is compared too, so that it takes as long. */
export const newCertificateCode = () => newLetters(certificateCodeLength)
export const certificateMac = (keys: RootKeys, code: string) => macText(keys.root, `certificate:${code}`)

/** What somebody calls his key is his own words, so it is sealed; as text, where it stands. */
export const sealLabel = async (keys: RootKeys, keyId: string, label: string) =>
  Buffer.from(await sealText(keys.root, `passkey/${keyId}/label`, label)).toString('base64')
export const openLabel = (keys: RootKeys, keyId: string, sealed: string) =>
  unsealText(keys.root, `passkey/${keyId}/label`, new Uint8Array(Buffer.from(sealed, 'base64')))

/** Ten letters of five bits, each equally likely. */
export const newRecoveryCode = () => newLetters(recoveryCodeLength)
export const recoveryMac = (keys: RootKeys, identityId: string, code: string) => macText(keys.root, `recovery:${identityId}:${code}`)

export const keyResetContext = (organisationId: string, id: string) => `${organisationId}/keyReset/${id}/reason`

/** 256 random bits: only its SHA-256 is stored, so a stolen table opens no session. */
export const newToken = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
export const hashToken = (token: string) => new Uint8Array(createHash('sha256').update(token).digest())

/** Who learns, and what he finished, under a name that leaves the house: nobody finds the id again from it. */
export const learnerMac = (keys: RootKeys, organisationId: string, of: string) => macText(keys.root, `training:${organisationId}:${of}`)
