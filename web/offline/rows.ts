import type { Acknowledgement, MessageView, ReportSummary } from '../../shared/incident/views.ts'
import type { ReportKind } from '../../shared/incident/report-lists.ts'
import type { ReportState } from '../../shared/incident/status.ts'

/*
 * In clear on purpose, because lists are drawn and the outbox is ordered before anything is opened: ids, owner, phase and state,
 * kind, moments, attempts, reasons, sizes, sha256, and what the server told (number, state, moments, counts). All words and all
 * pictures are `Sealed`. On a shared device kind and number go too once their person has left (shared-device.ts).
 */

/** Text or photo as it lies on this device; `plain` only where the browser cannot keep a key (the screen says so). */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer } | { plain: ArrayBuffer }

/** What the server told of a report: enough to show its state without a network. */
export type Receipt = Pick<Acknowledgement, 'number' | 'receivedAt' | 'incidentId'> & {
  state: ReportState
  readAt: string | null
  /** it came in with the school's code, and its writer has not signed in since; absent: false */
  handedIn?: boolean
}

/**
 * A report on this device. `draft`: being typed · `frozen`: its body never changes again · `stub`: a person has read it,
 * so only what is in clear here stays · `erased`: erased on purpose by the school.
 */
export interface ReportRow {
  /** UUIDv7, made with the draft */
  id: string
  /** version of the form that wrote it */
  shape: number
  /** identity that wrote it; null: written signed out, asked about before it leaves */
  ownerId: string | null
  phase: 'draft' | 'frozen' | 'stub' | 'erased'
  kind: ReportKind | null
  /** device clock, in milliseconds */
  createdAt: number
  changedAt: number
  /** server minus device when the draft was made, if it was known */
  draftSkewMs: number | null
  /** the form's fields, for editing */
  draft: Sealed | null
  /** exactly the bytes that are sent, each time again */
  body: Sealed | null
  /** of those bytes, in hex */
  sha256: string | null
  receipt: Receipt | null
  /** identities that said it was not theirs, so that they are not asked again */
  notOf: string[]
}

export interface AttachmentRow {
  id: string
  reportId: string
  position: number
  contentType: string
  bytes: number
  sha256: string
  content: Sealed | null
}

export interface MessageRow {
  id: string
  reportId: string
  /** device clock, in milliseconds */
  sentAt: number
  body: Sealed | null
  sha256: string
}

export const outboxStates = ['queued', 'sending', 'received', 'attention'] as const
export type OutboxState = (typeof outboxStates)[number]

/** One thing to send. It stays until the report has become a stub, so that it can go again if the server lost it. */
export interface OutboxRow {
  /** of the report, attachment or message itself */
  id: string
  what: 'report' | 'attachment' | 'message'
  reportId: string
  ownerId: string | null
  /** version of this row */
  shape: number
  state: OutboxState
  queuedAt: number
  /** ever, for this id; 0 means it may still be edited */
  attempts: number
  /** in a row since the last reset: what the waiting grows with */
  misses: number
  nextTryAt: number
  /** the server asked to wait until then: coming online does not lift it */
  notBefore: number
  lastTriedAt: number | null
  /** why it did not go, a problem code or one of `retryReasons` */
  reason: string | null
  /** the school's code it goes with, sealed; null: it had one and needs it no more; absent: it never had one */
  code?: Sealed | null
}

/** What the server last said of a report of this person, for reading without a network. */
export interface ViewRow {
  id: string
  ownerId: string
  summary: ReportSummary
  messages: Sealed | null
  /** which messages those are; absent in a row of an earlier version */
  messageIds?: string[]
  fetchedAt: number
}

/** The messages as they lie sealed in a view. */
export type ViewMessages = MessageView[]

export interface MetaRow {
  key: string
  value: unknown
}
