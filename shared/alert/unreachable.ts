import type { TeamRole } from '../access/fence.ts'
import type { LadderStep } from '../deadline/ladder.ts'
import { turnOf, type Holder } from './who-to-ring.ts'

type Wakes = { push: boolean; sms: boolean }

/**
 * The roles of this step of which nobody would be woken now: whoever it rings in them, deputies of who is away among them, has no device
 * that answers and no text message that can go. Of people it names the roles in which they would be rung; where none of them is there,
 * the roles that handle reports.
 */
export function unreachableRoles(step: LadderStep, holders: readonly Holder[], meansOf: (personId: string) => Wakes): TeamRole[] {
  const woken = (personId: string) =>
    step.channels.some((channel) => (channel === 'push' && meansOf(personId).push) || (channel === 'sms' && meansOf(personId).sms))
  const isSilent = (one: LadderStep) => !turnOf(one, holders).some(({ personId }) => woken(personId))
  const silent: TeamRole[] = step.roles.filter((role) => isSilent({ ...step, roles: [role], people: [] }))
  const named = { ...step, roles: [] }
  if ((step.people ?? []).length > 0 && isSilent(named)) {
    const theirs = turnOf(named, holders).map(({ role }) => role)
    silent.push(...(theirs.length > 0 ? theirs : (['dpo', 'handler'] as const)))
  }
  return [...new Set(silent)]
}
