import * as v from 'valibot'
import { teamRoles, type TeamRole } from '../../shared/access/fence.ts'
import { Report, reportKinds, type addressees, type ReportKind } from '../../shared/incident/report.ts'
import { Problem } from '../../shared/problem.ts'

/** What the server made of a report's body. `details`: optional answers that read well; `odd`: everything else, kept and never applied. */
export type ReadReport = {
  shape: number
  kind: ReportKind
  description: string
  addressee: (typeof addressees)[number]
  /** roles that must not know of it */
  notTo: TeamRole[]
  times: { discoveredAt: unknown; discoveredBasis: unknown; reportedAt: unknown; draftSkewMs: unknown }
  organisationId: string | null
  schoolId: string | null
  attachments: number
  takenFrom: { name: string; phone: string | null; email: string | null } | null
  callBackNumber: string | null
  writtenBy: string | null
  details: Record<string, unknown>
  odd: Record<string, unknown>
  flags: string[]
}

const detailFields = ['atProcessor', 'stillGoingOn', 'dataCategories', 'peopleCount', 'alreadyDone'] as const
const timeFields = ['discoveredAt', 'discoveredBasis', 'reportedAt', 'draftSkewMs'] as const

/**
 * Reads a report of any shape ever published (security.md, "Reports come first"). Refuses only a missing kind and an empty
 * text: report.kindMissing, report.descriptionEmpty. What is odd is kept, flagged and not applied.
 */
export function readReport(bytes: Uint8Array): ReadReport {
  const body = parse(bytes)
  if (typeof body.kind !== 'string' || body.kind.trim() === '') throw new Problem('report.kindMissing', { field: 'kind' })
  if (typeof body.description !== 'string' || body.description.trim() === '') throw new Problem('report.descriptionEmpty', { field: 'description' })
  const odd: Record<string, unknown> = Object.create(null)
  const flags = new Set<string>()
  const take = <T>(field: keyof Report, fallback: T) => {
    if (body[field] === undefined || body[field] === null) return fallback
    const read = v.safeParse(Report.entries[field], body[field])
    if (read.success) return read.output as T
    odd[field] = shallow(body[field])
    flags.add('oddField')
    return fallback
  }
  const kind = (reportKinds as readonly string[]).includes(body.kind) ? (body.kind as ReportKind) : 'other'
  if (kind !== body.kind) {
    odd['kind'] = body.kind
    flags.add('oddKind')
  }
  const shape = take<number>('shape', 1)
  if ('shape' in odd) flags.add('unknownShape')
  keepUnknown(body, odd, flags)
  const details = Object.fromEntries(detailFields.map((field) => [field, take<unknown>(field, undefined)]).filter(([, value]) => value !== undefined))
  const takenFrom = take<Report['takenFrom']>('takenFrom', undefined)
  return {
    shape,
    kind,
    description: body.description,
    addressee: take('addressee', 'dpo'),
    notTo: readNotTo(body['notTo'], odd, flags),
    times: { discoveredAt: body.discoveredAt, discoveredBasis: body.discoveredBasis, reportedAt: body.reportedAt, draftSkewMs: body.draftSkewMs },
    organisationId: take<string | null>('organisationId', null),
    schoolId: take<string | null>('schoolId', null),
    attachments: take('attachments', 0),
    takenFrom: takenFrom ? { name: takenFrom.name, phone: takenFrom.phone ?? null, email: takenFrom.email ?? null } : null,
    callBackNumber: take<string | null>('callBackNumber', null),
    writtenBy: take<string | null>('writtenBy', null)?.trim() || null,
    details,
    odd,
    flags: [...flags],
  }
}

/** One role or several. What is no role of the team is kept and flagged, and never keeps the others from being applied. */
function readNotTo(given: unknown, odd: Record<string, unknown>, flags: Set<string>): TeamRole[] {
  if (given === undefined || given === null) return []
  const named = Array.isArray(given) ? given : [given]
  const known = teamRoles.filter((role) => named.includes(role))
  if (named.some((one) => !(teamRoles as readonly unknown[]).includes(one))) {
    odd['notTo'] = given
    flags.add('notToUnknown')
  }
  return known
}

/** A field this server does not know may come from a newer phone: it stays readable to the handler. */
function keepUnknown(body: Record<string, unknown>, odd: Record<string, unknown>, flags: Set<string>) {
  for (const field of Object.keys(body)) {
    if (Object.hasOwn(Report.entries, field)) continue
    odd[field] = shallow(body[field])
    flags.add('unknownField')
  }
  for (const field of timeFields) {
    if (body[field] === null) delete body[field]
  }
}

/** Levels of an odd value that the desk is shown; the bytes as they came are kept whatever it is. */
const deepest = 20

/** What is nested deeper cannot be written as an answer: whoever sends it would make the incident unreadable. */
function shallow(value: unknown, left: number = deepest): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (left === 0) return '…'
  if (Array.isArray(value)) return value.map((one) => shallow(one, left - 1))
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shallow(one, left - 1)]))
}

/** Bytes that are no JSON object have no kind either; broken UTF-8 is read as far as it goes. */
function parse(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.assign(Object.create(null), value)
  } catch {
    throw new Problem('report.kindMissing', { field: 'kind' })
  }
  throw new Problem('report.kindMissing', { field: 'kind' })
}
