import { demoPersonas, type DemoPersona } from '../../shared/access/session-view.ts'
import type { BoardFile } from '../access/import-board.ts'

/** One fictional school board. Nobody in it exists, and neither do the addresses and numbers. */
export const demoBoard: BoardFile = {
  organisationId: '01900000-0000-7000-8000-000000000001',
  name: 'Stichting De Waterlelie',
  settings: { fgVotes: true },
  schoolCode: 'KADE4827',
  schools: [
    { id: '01900000-0000-7000-8000-000000000011', name: 'De Regenboog' },
    { id: '01900000-0000-7000-8000-000000000012', name: 'Het Kompas' },
    { id: '01900000-0000-7000-8000-000000000013', name: 'De Klimop' },
  ],
  people: [
    person('teacher', 'Noor Voorbeeld', 'noor', []),
    person('dpo', 'Frits Fictief', 'frits', ['dpo']),
    person('handler', 'Hanna Verzonnen', 'hanna', ['handler']),
    person('chair', 'Bram Bedacht', 'bram', ['chair']),
    person('headOfIct', 'Iris Denkbeeld', 'iris', ['headOfIct']),
    person('adviser', 'Ada Advieswijk', 'ada', ['adviser']),
    person('admin', 'Berend Beheer', 'berend', ['admin']),
    person('schoolLead', 'Sanne Schoolhoofd', 'sanne', ['schoolLead']),
    person('auditor', 'Levi Logboek', 'levi', ['auditor']),
  ],
}

/** Stable ids, so that a demo that starts again finds its own people. */
export const demoIdentity = (persona: DemoPersona) => idOf('2', persona)

function idOf(block: string, persona: DemoPersona): string {
  return `01900000-0000-7000-8000-0000000000${block}${demoPersonas.indexOf(persona)}`
}

function person(persona: DemoPersona, name: string, mailbox: string, roles: BoardFile['people'][number]['roles']): BoardFile['people'][number] {
  const phone = `085 555 01 1${demoPersonas.indexOf(persona)}`
  return { identityId: idOf('2', persona), personId: idOf('3', persona), name, email: `${mailbox}@waterlelie.example`, phone, lang: 'nl', roles }
}
