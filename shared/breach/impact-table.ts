import type { Table } from './table.ts'

const chance = { law: 'AVG 34(1), overw. 76', handbook: 'H11.3' }

/** How likely harm is. A recipient we trust, who confirmed that he deleted it, makes it small; otherwise people say it. */
export const harmChanceTable = {
  fills: 'harmChance',
  direct: 'harmChance',
  rows: [
    { id: 'chanceLarge', basis: chance, when: { harmChance: ['large', 'unknown'] }, then: 'large' },
    {
      id: 'chanceTrusted',
      basis: { law: 'AVG overw. 76; EDPB 9/2022', handbook: 'H11.3' },
      when: { trustedRecipientConfirmed: ['yes'] },
      then: 'small',
    },
    { id: 'chanceSmall', basis: chance, when: { harmChance: ['small'] }, then: 'small' },
  ],
} as const satisfies Table<'small' | 'large'>

/** The handbook's matrix: chance of harm, seriousness of harm, sensitive or not (H11.3). */
export const impactTable = {
  fills: 'impact',
  rows: [
    { id: 'impactLow', basis: chance, when: { sensitiveData: ['no'], harmChance: ['small'], harmSeriousness: ['limited'] }, then: 'low' },
    { id: 'impactSeriousUnlikely', basis: chance, when: { sensitiveData: ['no'], harmChance: ['small'] }, then: 'medium' },
    { id: 'impactLimitedLikely', basis: chance, when: { sensitiveData: ['no'], harmSeriousness: ['limited'] }, then: 'medium' },
    { id: 'impactSensitiveUnlikely', basis: chance, when: { harmChance: ['small'], harmSeriousness: ['limited'] }, then: 'medium' },
    { id: 'impactHigh', basis: chance, when: {}, then: 'high' },
  ],
} as const satisfies Table<'low' | 'medium' | 'high'>
