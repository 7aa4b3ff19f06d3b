import type { Logger } from 'pino'
import type { PushPayload } from '../shared/alert/payload.ts'
import type { Clock, Instant } from '../shared/instant.ts'
import type { Module } from '../shared/training/module.ts'
import type { Db } from './db/open.ts'
import type { RootKeys } from './db/keys.ts'
import type { Env } from './env.ts'
import type { Limits } from './http/rate-limit.ts'

/** What a verb may use of the outside world. Tests replace the far ends, never our own code. */
export interface Deps {
  env: Env
  clock: Clock
  /** by how many seconds this process's own clock is ahead of the one it goes by; absent where that is the same */
  clockAheadSeconds?: () => number
  /** a UUIDv7 */
  newId: () => string
  db: Db
  keys: RootKeys
  mail: Mailer
  push: PushSender
  /** absent where the operator set up no gateway for text messages */
  sms?: SmsSender
  limits: Limits
  changes: Changes
  log: Logger
  /** absent where nobody reads metrics */
  deliveryCounts?: DeliveryCounts
  /** what is taught; absent: the modules of this version */
  modules?: readonly Module[]
  /** demo only: what went out, for the screen that shows it */
  demoMessages?: DemoMessages
}

export type OutgoingMail = {
  to: string
  subject: string
  text: string
  html: string
  lang: 'nl' | 'en'
  /** groups what belongs to one incident */ threadId?: string
  /** the same for every attempt, so that a mail that came twice shows once */ messageId?: string
  /** the term as a calendar file (shared/deadline/calendar.ts) */ calendar?: string
}

/** `answer`: what the server said, kept with the delivery. Throws when it was not accepted. */
export interface Mailer {
  send: (mail: OutgoingMail) => Promise<{ answer: string }>
  close: () => void
}

export type PushTarget = { endpoint: string; p256dh: string; auth: string; keyId: string }
/** `urgency` low: a phone that saves its battery may keep it for later; an alarm never. */
export type PushOptions = { ttlSeconds: number; topic: string; urgency?: 'low' }
export type PushOutcome = { outcome: 'sent' | 'gone' | 'retry'; answer: string }

/** Never throws: a network error is `retry`, 404 and 410 are `gone`. Time to live in seconds. */
export interface PushSender {
  publicKey: string
  keyId: string
  /** whether a push may go to this address at all: asked when a device is saved, and again at each sending */
  allows: (endpoint: string) => boolean
  send: (target: PushTarget, payload: PushPayload, options: PushOptions) => Promise<PushOutcome>
}

/** Never throws: `failed` is a refusal that another attempt will not mend. `to` in E.164; `id` the same for every attempt. */
export interface SmsSender {
  send: (message: { to: string; text: string; id: string; lang: 'nl' | 'en' }) => Promise<{ outcome: 'sent' | 'retry' | 'failed'; answer: string }>
}

export type DemoMessage = { at: Instant; channel: 'mail' | 'push' | 'sms'; to: string; subject: string; text: string }
export interface DemoMessages {
  add: (message: Omit<DemoMessage, 'at'>) => void
  /** newest first */
  list: () => DemoMessage[]
}

/** How deliveries went in this process, for the metrics. */
export interface DeliveryCounts {
  add: (channel: string, outcome: string) => void
  list: () => { channel: string; outcome: string; count: number }[]
}

/** Tells the engine and the open desks of this process that a board's rows changed; other processes find out by polling. */
export interface Changes {
  changed: (organisationId: string) => void
  onChange: (listener: (organisationId: string) => void) => () => void
}
