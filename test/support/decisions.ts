import { assess } from '../../shared/breach/assess.ts'
import type { DecisionView, DecisionsView, VoteView } from '../../shared/breach/decision-views.ts'
import type { Facts } from '../../shared/breach/facts.ts'

const id = (n: number) => `01900000-0000-7000-8000-0000000000${n}`
const facts: Facts = {
  personalDataInvolved: 'yes',
  controller: 'own',
  withinScope: 'yes',
  securityIncident: 'yes',
  dataLost: 'no',
  unlawfulProcessingExcluded: 'no',
}

export const aVote = (changes: Partial<VoteView> = {}): VoteView => ({
  ...{ id: id(95), personId: id(31), name: 'Frits Fictief', seat: 'dpo', deputy: false, outcome: 'notify', ground: null },
  ...{ reason: 'Het zijn leerlingen.', at: '2026-03-04T09:15:00.000Z', counts: true },
  ...changes,
})

/** Whether to notify, put to the team: the officer voted. */
export const aDecision = (changes: Partial<DecisionView> = {}): DecisionView => ({
  ...{
    id: id(91),
    question: 'authority',
    path: 'team',
    status: 'open',
    inForce: false,
    advised: 'undecided',
    advisedGround: null,
    outcome: null,
    ground: null,
  },
  ...{ incomplete: false, deviates: false, rulesVersion: 'breach-2018-05-25', openedBy: 'Frits Fictief', openedAt: '2026-03-04T09:00:00.000Z' },
  ...{ endedBy: null, endedAt: null, reason: null, deviation: null, againstAdvice: null, plannedAt: null, askedBy: null },
  ...{ votes: [aVote()], counted: { outcome: null, ground: null, why: null, missing: ['chair', 'headOfIct'] }, seats: ['chair', 'dpo', 'headOfIct'] },
  ...{ facts: { ...facts } as Record<string, string>, changed: [], may: { vote: true, take: false, withdraw: true } },
  ...changes,
})

export const theDecisions = (changes: Partial<DecisionsView> = {}): DecisionsView => ({
  ...{ assessment: assess(facts), facts: { ...facts } as Record<string, string>, decisions: [aDecision()], advice: [], fgVotes: true, near: false },
  may: { open: true },
  ...changes,
})
