import { DrizzleQueryError } from 'drizzle-orm'
import { Problem } from '../../shared/problem.ts'

/** SQLSTATE classes and codes after which the same request may simply be sent again: connection, resources, operator, disk, deadlock, lock. */
const passing = /^(08|53|57|58|40)|^55P03$|^XX/
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT'])

/** The SQLSTATE of a refusal by the database (23505: such a row exists already), inside a transaction or after it. */
export function sqlState(error: unknown): string | undefined {
  const cause = driverError(error)
  return typeof cause?.code === 'string' && /^[0-9A-Z]{5}$/.test(cause.code) ? cause.code : undefined
}

type DriverError = Error & { code?: string; table?: string; constraint?: string }
function driverError(error: unknown): DriverError | undefined {
  const cause = error instanceof DrizzleQueryError ? error.cause : error
  return cause instanceof Error ? cause : undefined
}

/**
 * What leaves a transaction. Drizzle's errors carry the statement and its values, and PostgreSQL's quote them: neither may reach a log.
 * A store that is away for a moment is `server.unavailable`: the phone waits and sends again.
 */
export function readable(error: unknown): unknown {
  const cause = driverError(error)
  if (!cause || cause instanceof Problem) return error
  const state = sqlState(cause)
  if (
    state
      ? passing.test(state)
      : network.has(cause.code ?? '') ||
        /^(Connection terminated|timeout exceeded|Query read timeout|Client has encountered|Cannot use a pool after|PGlite is clos)/.test(cause.message)
  )
    return Object.assign(new Problem('server.unavailable', { retryAfter: 5 }), { cause: plain(cause, state) })
  return error instanceof DrizzleQueryError || state ? plain(cause, state) : error
}

function plain(cause: DriverError, state: string | undefined): Error {
  const where = [cause.table, cause.constraint].filter(Boolean).join(' ')
  // Classes 22 and 23 quote values of the row.
  const message = state && /^2[23]/.test(state) ? where : cause.message
  return Object.assign(new Error(`database: ${message || 'refused'}${state ? ` (${state})` : ''}`), {
    name: 'DatabaseError',
    code: state ?? cause.code,
    constraint: cause.constraint,
  })
}
