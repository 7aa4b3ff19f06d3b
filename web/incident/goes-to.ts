import { teamRoles } from '../../shared/access/fence.ts'
import type { BoardView } from '../../shared/access/session-view.ts'
import type { Report } from '../../shared/incident/report.ts'

/** To whom a report goes, and to whom it does not. Empty: to the FG and the team, as nearly always. */
export type GoesTo = Pick<Report, 'addressee' | 'notTo'>
export type NotTo = NonNullable<Report['notTo']>
type Called = 'dpo' | 'chair'

/** As it was chosen, in the order of the list; whoever writes to the chair has not kept it from the chair. */
export function goesToOf({ addressee, notTo }: GoesTo): { addressee: Called; notTo: NotTo } {
  const to = addressee === 'chair' ? 'chair' : 'dpo'
  return { addressee: to, notTo: teamRoles.filter((role) => notTo?.includes(role) && role !== (to === 'chair' && 'chair')) }
}

/** One has to read it: so many may be left out. */
export const mostLeftOut = teamRoles.length - 1

/** May the one who has this role be told to call about it? Straight to the chair, the FG hears of it from the chair. */
export function isFor(to: GoesTo, role: Called): boolean {
  const { addressee, notTo } = goesToOf(to)
  return !notTo.includes(role) && (role === 'chair' || addressee === 'dpo')
}

/** Of one that arrived and whose words are no longer here nobody knows for whom it was: null, so nobody is told whom to call. */
export const stillKnown = (line: { receivedAt: string | null; hidden: boolean }, own: GoesTo | null | undefined): GoesTo | null =>
  own ?? (line.receivedAt !== null && !line.hidden ? null : {})

export interface PhoneNumber {
  key: string
  role: Called
  name: string
  phone: string
}

/** Whom to phone about it, the FG first and the chair as well where asked. Never somebody it is kept from, in whatever role he has a number. */
export function numbersFor(boards: readonly Pick<BoardView, 'organisationId' | 'contacts'>[], to: GoesTo, withChair = false): PhoneNumber[] {
  const { notTo } = goesToOf(to)
  return boards.flatMap(({ organisationId, contacts }) => {
    const keptFrom = notTo.flatMap((role) => (role === 'dpo' || role === 'chair') && (contacts[role] ?? []))
    const roles = (['dpo', 'chair'] as const).filter((role) => isFor(to, role) && (role === 'dpo' || withChair || !isFor(to, 'dpo')))
    return roles.flatMap((role): PhoneNumber[] => {
      const contact = contacts[role]
      const same = keptFrom.some((one) => one && (one.name === contact?.name || (one.phone !== null && one.phone === contact?.phone)))
      const left = contact?.roles?.some((one) => notTo.includes(one))
      return contact?.phone && !same && !left ? [{ key: `${organisationId}-${role}`, role, name: contact.name, phone: contact.phone }] : []
    })
  })
}
