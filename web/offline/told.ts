import { reportStates, type ReportState } from '../../shared/incident/status.ts'

/**
 * Reading what a server told that may be newer than this app: what is needed must be there, what is unknown is left out,
 * and one odd part never costs the rest.
 */
export type Fields = Partial<Record<string, unknown>>

/** The fields of an object; none of anything else. */
export const fieldsOf = (json: unknown): Fields => (typeof json === 'object' && json !== null ? (json as Fields) : {})
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const textsOf = (value: unknown): string[] => listOf(value).filter((item) => typeof item === 'string')
/** A state of this version, or nothing. */
export const stateOf = (value: unknown): ReportState | undefined => reportStates.find((known) => known === value)
