import * as v from 'valibot'
import { roles, sessionScopes } from './roles.ts'

const id = v.pipe(v.string(), v.uuid())
const instant = v.pipe(v.string(), v.isoTimestamp())

/** A passkey as its owner sees it; `backedUp`: its maker keeps a copy, so it outlives the device. */
export const KeyView = v.object({ id: v.string(), label: v.string(), createdAt: instant, lastUsedAt: v.nullable(instant), backedUp: v.boolean() })
export type KeyView = v.InferOutput<typeof KeyView>

/** `wanted`: works at the desk and has fewer than two keys. `secondsSteppedUp`: how long the last shown key still counts, 0 when it does not. */
export const KeysView = v.object({ keys: v.array(KeyView), recoveryCodesLeft: v.number(), wanted: v.boolean(), secondsSteppedUp: v.number() })
export type KeysView = v.InferOutput<typeof KeysView>

export const RecoveryCodesView = v.object({ recoveryCodes: v.array(v.string()) })
export type RecoveryCodesView = v.InferOutput<typeof RecoveryCodesView>

/** `recoveryCodes`: shown once, with the first key. */
export const NewKeyView = v.object({ key: KeyView, recoveryCodes: v.nullable(v.array(v.string())) })
export type NewKeyView = v.InferOutput<typeof NewKeyView>

/** Good for registering one key, by this person, until then. */
export const InvitationView = v.object({ invitation: v.string(), expiresAt: instant })
export type InvitationView = v.InferOutput<typeof InvitationView>

/** A browser in which this person is signed in: `Firefox, Android`, null where it did not say. */
export const OpenSessionView = v.object({
  id,
  scope: v.picklist(sessionScopes),
  label: v.nullable(v.string()),
  createdAt: instant,
  seenAt: instant,
  current: v.boolean(),
})
export type OpenSessionView = v.InferOutput<typeof OpenSessionView>

/** `desksLeft`: open desks, which are ended at a desk only. */
export const SessionsEnded = v.object({ ended: v.number(), desksLeft: v.number() })

/** Somebody at a board, for whoever looks after its keys. `keys`: how many passkeys. */
export const BoardPersonView = v.object({
  personId: id,
  name: v.string(),
  roles: v.array(v.picklist(roles)),
  deputyFor: v.array(v.picklist(roles)),
  keys: v.number(),
  leftAt: v.nullable(instant),
})
export type BoardPersonView = v.InferOutput<typeof BoardPersonView>

/** Somebody lost every key and a colleague asks for new ones: two people, 72 hours. `mayDecide`: whether the reader is the second. */
export const KeyResetView = v.object({
  id,
  personId: id,
  personName: v.string(),
  reason: v.string(),
  askedBy: v.string(),
  askedAt: instant,
  expiresAt: instant,
  state: v.picklist(['open', 'agreed', 'refused', 'over']),
  decidedBy: v.nullable(v.string()),
  decidedAt: v.nullable(instant),
  mayDecide: v.boolean(),
})
export type KeyResetView = v.InferOutput<typeof KeyResetView>

/** Whether the link could be mailed; null where none had to go. */
export const InvitedView = v.object({ mailed: v.nullable(v.boolean()) })
export type InvitedView = v.InferOutput<typeof InvitedView>

// ---- what a browser hands over; the browser makes it, so what newer ones add is left aside, not refused

const bytes = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most), v.regex(/^[A-Za-z0-9_-]+$/))
const credential = { id: bytes(1400), rawId: bytes(1400), type: v.literal('public-key'), clientExtensionResults: v.optional(v.unknown()) }

/** A new key, as `navigator.credentials.create()` gives it. */
export const RegistrationResponse = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: bytes(4_000),
    attestationObject: bytes(24_000),
    transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,20}$/))), v.maxLength(10)), []),
  }),
})
export type RegistrationResponse = v.InferOutput<typeof RegistrationResponse>

/** A key that was shown, as `navigator.credentials.get()` gives it. */
export const AuthenticationResponse = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: bytes(4_000),
    authenticatorData: bytes(4_000),
    signature: bytes(4_000),
    userHandle: v.nullish(bytes(100)),
  }),
})
export type AuthenticationResponse = v.InferOutput<typeof AuthenticationResponse>

/** What the browser is asked: read by it, not by us. */
export const CreationChallenge = v.object({ challengeId: id, options: v.looseObject({ challenge: v.string() }) })
export const RequestChallenge = v.object({ challengeId: id, options: v.looseObject({ challenge: v.string() }) })
