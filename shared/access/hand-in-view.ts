import * as v from 'valibot'
import { teamRoles } from './fence.ts'

const id = v.pipe(v.string(), v.uuid())
const Contact = v.nullable(v.object({ name: v.string(), phone: v.nullable(v.string()), roles: v.optional(v.array(v.picklist(teamRoles))) }))

/** Whose code it is: where a report will land, and whom to phone meanwhile. */
export const HandInBoard = v.object({ organisationId: id, boardName: v.string(), contacts: v.object({ dpo: Contact }) })
export type HandInBoard = v.InferOutput<typeof HandInBoard>

/** A board's living code, eight letters without a dash, for those who hang it on the wall. */
export const SchoolCodeView = v.object({ organisationId: id, boardName: v.string(), code: v.string(), createdAt: v.pipe(v.string(), v.isoTimestamp()) })
export type SchoolCodeView = v.InferOutput<typeof SchoolCodeView>
