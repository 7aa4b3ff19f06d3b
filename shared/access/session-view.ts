import * as v from 'valibot'
import { teamRoles } from './fence.ts'
import { roles, sessionScopes } from './roles.ts'

const id = v.pipe(v.string(), v.uuid())
/** `roles`: of the team, held by himself; a report that is not for one of them names his number nowhere. Absent: an older server */
const Contact = v.nullable(v.object({ name: v.string(), phone: v.nullable(v.string()), roles: v.optional(v.array(v.picklist(teamRoles))) }))

/** One board this person works for: all a phone needs to report there, also offline. */
export const BoardView = v.object({
  organisationId: id,
  name: v.string(),
  personId: id,
  personName: v.string(),
  roles: v.array(v.picklist(roles)),
  /** the roles for which he sits as a deputy. Absent: an older server */
  deputyFor: v.optional(v.array(v.picklist(roles))),
  schools: v.array(v.object({ id, name: v.string() })),
  contacts: v.object({ dpo: Contact, chair: Contact }),
  /** the board switched searching in stories on. Absent: an older server */
  search: v.optional(v.boolean()),
})
export type BoardView = v.InferOutput<typeof BoardView>

/** Who is signed in on this device; 401 when nobody is. */
export const SessionView = v.object({
  identityId: id,
  scope: v.picklist(sessionScopes),
  expiresAt: v.pipe(v.string(), v.isoTimestamp()),
  mode: v.picklist(['demo', 'production']),
  boards: v.array(BoardView),
})
export type SessionView = v.InferOutput<typeof SessionView>

export const demoPersonas = ['teacher', 'dpo', 'handler', 'chair', 'headOfIct', 'adviser', 'admin', 'schoolLead', 'auditor'] as const
export type DemoPersona = (typeof demoPersonas)[number]
