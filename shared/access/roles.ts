import type { Instant } from '../instant.ts'

/** Roles of the protocol, chapter 1. Every person is `staff`; the others are granted for a scope and a period. */
export const roles = ['staff', 'dpo', 'handler', 'chair', 'headOfIct', 'adviser', 'schoolLead', 'admin', 'auditor'] as const
export type Role = (typeof roles)[number]

/** `device`: 180 days, reports and acknowledging, no contents. `desk`: 12 hours, everything else (security.md, Sessions). */
export const sessionScopes = ['device', 'desk'] as const
export type SessionScope = (typeof sessionScopes)[number]

/** `unverified`: for whoever holds the school's code and for nobody else. `straightToChair`: who may, where a report was addressed to the chair; that others do not see it is the fence's. */
type Rule = { roles: readonly Role[]; scope: SessionScope; own?: true; unverified?: true; straightToChair?: readonly Role[] }

/** Role x action. `own`: only on what the actor reported himself. An adviser does what he may in the incidents he was let in to (fence.ts). */
export const actions = {
  'report.handIn': { roles: [], scope: 'device', unverified: true },
  'report.write': { roles: ['staff'], scope: 'device' },
  'report.readOwn': { roles: ['staff'], scope: 'device', own: true },
  'report.messageOwn': { roles: ['staff'], scope: 'device', own: true },
  'report.takeByPhone': { roles: ['dpo', 'handler'], scope: 'desk' },
  'incident.list': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'adviser'], scope: 'desk' },
  'incident.read': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'adviser'], scope: 'desk' },
  'incident.message': { roles: ['dpo', 'handler'], scope: 'desk', straightToChair: ['dpo', 'handler', 'chair'] },
  'incident.acknowledge': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'device' },
  'incident.recordCall': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'device' },
  'incident.calendar': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'device' },
  'incident.file': { roles: ['dpo', 'handler'], scope: 'desk', straightToChair: ['dpo', 'handler', 'chair'] },
  'incident.retractOutcome': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'incident.reopen': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'deadline.plan': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'deadline.move': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'deadline.end': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'incident.setAware': { roles: ['dpo'], scope: 'desk' },
  'incident.confirmAware': { roles: ['chair'], scope: 'desk' },
  'incident.setDiscreet': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'incident.recuse': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'incident.liftRecusal': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'incident.setAudience': { roles: ['chair'], scope: 'desk' },
  'incident.tellReporter': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'incident.listClosed': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'incident.breakGlass': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'incident.revokeBreakGlass': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'incident.erase': { roles: ['dpo'], scope: 'desk' },
  'report.erase': { roles: ['dpo'], scope: 'desk' },
  'erasure.list': { roles: ['dpo', 'chair'], scope: 'desk' },
  'facts.read': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'adviser'], scope: 'desk' },
  'facts.answer': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'facts.ask': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'question.answer': { roles: ['staff'], scope: 'device', own: true },
  'file.add': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'adviser'], scope: 'desk' },
  'file.read': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'adviser'], scope: 'desk' },
  'team.read': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'adviser'], scope: 'desk' },
  'team.convene': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'team.answer': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'team.letInAdviser': { roles: ['chair'], scope: 'desk' },
  'advice.give': { roles: ['dpo', 'adviser'], scope: 'desk' },
  'incident.join': { roles: ['dpo', 'handler'], scope: 'desk', straightToChair: ['dpo', 'handler', 'chair'] },
  'decision.read': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'decision.open': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'decision.vote': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'decision.take': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'incident.close': { roles: ['dpo', 'handler'], scope: 'desk', straightToChair: ['dpo', 'handler', 'chair'] },
  'notice.write': { roles: ['dpo', 'handler'], scope: 'desk', straightToChair: ['dpo', 'handler', 'chair'] },
  'notice.correspond': { roles: ['dpo', 'handler'], scope: 'desk', straightToChair: ['dpo', 'handler', 'chair'] },
  'processor.read': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'processor.change': { roles: ['dpo', 'handler'], scope: 'desk' },
  'processor.tick': { roles: ['dpo'], scope: 'desk' },
  'processor.open': { roles: ['dpo', 'handler'], scope: 'desk' },
  'communication.write': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'communication.send': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'others.plan': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'measure.change': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'register.read': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'register.edit': { roles: ['dpo', 'handler'], scope: 'desk', straightToChair: ['dpo', 'handler', 'chair'] },
  'register.export': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'register.import': { roles: ['dpo', 'handler'], scope: 'desk' },
  'register.figures': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'retention.confirm': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'hold.set': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'review.telling': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'meeting.change': { roles: ['dpo', 'handler', 'chair'], scope: 'desk' },
  'yearReport.make': { roles: ['dpo'], scope: 'desk' },
  'incident.listAlarms': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'device' },
  'schoolCode.read': { roles: ['dpo', 'chair', 'headOfIct', 'admin'], scope: 'device' },
  'schoolCode.change': { roles: ['dpo', 'admin'], scope: 'desk' },
  'incident.search': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'settings.read': { roles: ['dpo', 'chair', 'admin'], scope: 'desk' },
  'settings.change': { roles: ['dpo', 'chair', 'admin'], scope: 'desk' },
  'alerting.read': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'admin'], scope: 'desk' },
  'alerting.change': { roles: ['dpo', 'chair', 'admin'], scope: 'desk' },
  'absence.setOwn': { roles: ['dpo', 'handler', 'chair', 'headOfIct'], scope: 'desk' },
  'absence.setOther': { roles: ['dpo', 'chair', 'admin'], scope: 'desk' },
  'alerts.readOwn': { roles: ['staff'], scope: 'device' },
  'alerts.changeOwn': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'admin'], scope: 'desk' },
  'alerts.testOwn': { roles: ['dpo', 'handler', 'chair', 'headOfIct', 'admin'], scope: 'device' },
  'training.follow': { roles: ['staff'], scope: 'device' },
  'training.readFigures': { roles: ['dpo', 'chair', 'schoolLead'], scope: 'desk' },
  'training.readSettings': { roles: ['dpo', 'handler', 'chair', 'admin'], scope: 'desk' },
  'training.changeSettings': { roles: ['dpo', 'chair', 'admin'], scope: 'desk' },
  'training.proposeQuestion': { roles: ['dpo', 'handler', 'chair', 'admin'], scope: 'desk' },
  'training.decideQuestion': { roles: ['dpo', 'handler', 'chair', 'admin'], scope: 'desk' },
  'training.recordConsent': { roles: ['chair'], scope: 'desk' },
  'training.withdrawConsent': { roles: ['dpo', 'chair'], scope: 'desk' },
  'training.askList': { roles: ['dpo', 'chair'], scope: 'desk' },
  'training.decideList': { roles: ['dpo', 'chair'], scope: 'desk' },
  'training.readList': { roles: ['dpo', 'chair'], scope: 'desk' },
  'training.exportStatements': { roles: ['dpo', 'admin'], scope: 'desk' },
  'training.makeDossier': { roles: ['dpo', 'chair', 'admin'], scope: 'desk' },
  'log.read': { roles: ['auditor'], scope: 'desk' },
  'log.review': { roles: ['auditor'], scope: 'desk' },
  'log.export': { roles: ['auditor'], scope: 'desk' },
  'push.manageOwn': { roles: ['staff'], scope: 'device' },
  'session.manageOwn': { roles: ['staff'], scope: 'device' },
  'key.manageOwn': { roles: ['staff'], scope: 'device' },
  'key.invite': { roles: ['admin'], scope: 'desk' },
  'key.reset': { roles: ['admin', 'dpo', 'chair'], scope: 'desk' },
  'person.list': { roles: ['admin', 'dpo', 'chair'], scope: 'desk' },
} as const satisfies Record<string, Rule>
export type Action = keyof typeof actions

export type RoleGrant = { role: Role; schoolIds: readonly string[] | null; from: string; until: string | null; deputy?: boolean }

/** Who asks: one person at one board, with the roles that hold now and the scope of the session. */
export type Actor = {
  organisationId: string
  personId: string
  identityId: string
  pseudonym: string
  roles: readonly Role[]
  /** how he holds them: what the fence around an incident asks (fence.ts) */
  seats: readonly Seat[]
  /** when this was looked up: what ends at a moment is measured against it */
  at: Instant
  scope: SessionScope
}

/** Somebody with the school's code and no session: nobody we know. He may hand in a report and nothing else. */
export type Unverified = { organisationId: string; personId: null; pseudonym: 'handIn'; roles: readonly []; scope: 'device' }

/** Whoever a report comes from. */
export type Sender = Actor | Unverified

export const unverified = (organisationId: string): Unverified => ({ organisationId, personId: null, pseudonym: 'handIn', roles: [], scope: 'device' })

/** What a sender does when he sends a report or a photo of it. */
export const reportingAction = (sender: Sender): Action => (sender.personId === null ? 'report.handIn' : 'report.write')

export type Target = { reporterId?: string | null; organisationId?: string; addressee?: 'dpo' | 'chair' }

/** May this actor do this to this target? Another board's target is never his, whatever his roles. */
export function can(actor: Sender, action: Action, target: Target = {}): boolean {
  const rule: Rule = actions[action]
  if (target.organisationId !== undefined && target.organisationId !== actor.organisationId) return false
  if (actor.personId === null) return rule.unverified === true
  if (rule.scope === 'desk' && actor.scope !== 'desk') return false
  if (rule.own && target.reporterId !== actor.personId) return false
  const allowed = target.addressee === 'chair' ? (rule.straightToChair ?? rule.roles) : rule.roles
  return allowed.some((role) => actor.roles.includes(role))
}

const atDesk: ReadonlySet<string> = new Set(Object.values(actions).flatMap((rule: Rule) => (rule.scope === 'desk' ? rule.roles : [])))

/** Whether one of these roles has anything to do at the desk, and so needs a passkey. */
export const worksAtDesk = (held: readonly Role[]): boolean => held.some((role) => atDesk.has(role))

/** How somebody holds a role: himself, or as the deputy of whoever does. */
export type Seat = Role | `${Role}:deputy`

/** The seats of the grants that hold at this instant: a deputy who also holds the role himself sits on both. */
export const seatsAt = (grants: readonly RoleGrant[], at: string): Seat[] => [
  ...new Set(grants.filter((grant) => holdsAt(grant, at)).map(({ role, deputy }): Seat => (deputy ? `${role}:deputy` : role))),
]

const holdsAt = (grant: RoleGrant, at: string) => grant.from <= at && (grant.until === null || at < grant.until)

/** The roles of the grants that hold at this instant; `until` is exclusive. Staff is everyone who has not left. */
export function rolesAt(grants: readonly RoleGrant[], at: string): Role[] {
  const held = grants.filter((grant) => holdsAt(grant, at)).map((grant) => grant.role)
  return [...new Set<Role>(['staff', ...held])]
}
