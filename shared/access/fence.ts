import type { Instant } from '../instant.ts'
import type { Actor, Role, Seat } from './roles.ts'

/** The roles of the team that handles incidents; who may break the glass, and who may be named as somebody it is not for. */
export const teamRoles = ['dpo', 'handler', 'chair', 'headOfIct'] as const
export type TeamRole = (typeof teamRoles)[number]

/** What stands around one incident: the seats that see it, the people who may not know of it whatever their seat, and who advises on it. */
export type Fence = { audience: readonly string[]; recused: readonly string[]; advisers?: readonly string[] }

/** Whom an incident is for when it comes in. What goes straight to the chair is for dpo and handler only once the chair says so. */
export const audienceFor = (addressee: 'dpo' | 'chair'): Seat[] => (addressee === 'chair' ? ['chair', 'headOfIct'] : [...teamRoles])

/** The seats by which this reader sees it: none where he is recused, or sees it through broken glass only. */
export const seatsIn = ({ personId, seats }: { personId: string; seats: readonly Seat[] }, { audience, recused, advisers = [] }: Fence): Seat[] =>
  recused.includes(personId) ? [] : seats.filter((seat) => audience.includes(seat) || (seat === 'adviser' && advisers.includes(personId)))

/** Whether he sees it only because the chair let him in to advise: then he gets no more of it than that asks for. */
export function onlyAdvises(reader: { personId: string; seats: readonly Seat[] }, fence: Fence): boolean {
  const seats = seatsIn(reader, fence)
  return seats.length > 0 && seats.every((seat) => seat === 'adviser')
}

/** The roles behind seats, each once: whoever sits for another has his role. */
export const rolesOf = (seats: readonly string[]): Role[] => [...new Set(seats.map((seat) => seat.split(':')[0] as Role))]

/** This actor as he stands in one incident: with the roles by which he sees it and no other; through broken glass with none but `staff`. */
export const actorIn = (actor: Actor, fence: Fence): Actor => ({ ...actor, roles: ['staff', ...rolesOf(seatsIn(actor, fence))] })

/** The seats of the deputies of these roles, as far as the incident is for those roles at all. */
export const deputySeats = (audience: readonly string[], roles: readonly string[]): Seat[] =>
  teamRoles.filter((role) => roles.includes(role) && audience.includes(role)).map((role): Seat => `${role}:deputy`)

/** For which roles an admin is to appoint a deputy so that somebody sees it who can handle it: dpo and handler where it is for them at all, else the chair. */
export function rolesToAppoint(audience: readonly string[]): TeamRole[] {
  const open = teamRoles.filter((role) => audience.includes(role))
  const handling = open.filter((role) => role === 'dpo' || role === 'handler')
  const chair = open.filter((role) => role === 'chair')
  return [handling, chair, open].find(({ length }) => length > 0) ?? []
}

/**
 * Whether nobody is left who may take it in hand: nobody sees it, or only somebody who kept others away by hand. What one person
 * hides from all the others never rests with him alone.
 */
export function nobodyLeft(seeing: readonly string[], keptAwayBy: readonly string[]): boolean {
  const [only, ...others] = new Set(seeing)
  return only === undefined || (others.length === 0 && keptAwayBy.includes(only))
}

/** Until when this reader sees it through broken glass; null where a seat of his shows it, or nothing does. */
export function throughBreakGlass(
  reader: { personId: string; seats: readonly Seat[]; at: Instant },
  fence: Fence & { opened: Readonly<Record<string, Instant>> },
) {
  const until = fence.opened[reader.personId]
  const open = until !== undefined && until > reader.at && !fence.recused.includes(reader.personId)
  return open && seatsIn(reader, fence).length === 0 ? until : null
}
