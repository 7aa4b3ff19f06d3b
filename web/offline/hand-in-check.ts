import { teamRoles, type TeamRole } from '../../shared/access/fence.ts'
import { alone, ask, overTheWire, type Fetch } from './send.ts'
import { fieldsOf, textsOf } from './told.ts'

/** The board a code belongs to, and its FG: what a person sees before he hands in. */
export interface SchoolOfCode {
  organisationId: string
  boardName: string
  /** `roles`: of the team, which he holds himself; not told by an older server */
  dpo: { name: string; phone: string | null; roles: TeamRole[] } | null
}

/** What the server says of a code; `later`: it cannot say so now, `waitMs` when it asked to wait, in milliseconds. */
export type CodeCheck = { is: 'school'; school: SchoolOfCode } | { is: 'wrong' } | { is: 'offline' } | { is: 'later'; waitMs: number | null }

/** Asks which board a code belongs to. Keeps nothing and needs no session. */
export async function checkCode(code: string, fetch: Fetch = overTheWire): Promise<CodeCheck> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ code }) }
  const answer = await ask(alone(fetch), '/hand-in/check', init)
  if (answer === 'offline' || (!answer.ours && answer.status !== 429)) return { is: 'offline' }
  if (answer.code === 'handIn.codeWrong') return { is: 'wrong' }
  const { organisationId, boardName, contacts } = fieldsOf(answer.status === 200 ? answer.json : undefined)
  if (typeof organisationId !== 'string' || typeof boardName !== 'string') return { is: 'later', waitMs: answer.waitMs }
  const { name, phone, roles } = fieldsOf(fieldsOf(contacts).dpo)
  const held = teamRoles.filter((role) => textsOf(roles).includes(role))
  const dpo = typeof name === 'string' ? { name, phone: typeof phone === 'string' ? phone : null, roles: held } : null
  return { is: 'school', school: { organisationId, boardName, dpo } }
}
