import type { BoardFile } from '../access/import-board.ts'
import { demoBoard } from './board.ts'

/** People of the demo whom nobody can sign in as, so that a school is more than its officers. Nobody of them exists. */
const first = 'Aafke Boris Carlijn Daan Elif Femke Gijs Hind Ids Jet Kees Lotte Mees Nour Olaf Puck Quinten Rosa Sem Tess Umut Vera Wim Yara'.split(' ')
const last = ['Verzinsel', 'Bestaatniet', 'Fabel', 'Luchtkasteel', 'Nergens', 'Zomaar', 'Verdichting', 'Droom']

const [regenboog = '', kompas = '', klimop = ''] = demoBoard.schools.map(({ id }) => id)
const schoolOf = (at: number) => (at < 14 ? regenboog : at < 20 ? kompas : klimop)

const numbered = (block: string, at: number) => `01900000-0000-7000-8000-0000000${block}${String(at).padStart(3, '0')}`

export const demoStaff: readonly (BoardFile['people'][number] & { personId: string; identityId: string })[] = first.map((name, at) => ({
  identityId: numbered('20', at),
  personId: numbered('30', at),
  name: `${name} ${last[at % last.length] ?? ''}`,
  email: `${name.toLowerCase()}@waterlelie.example`,
  lang: 'nl',
  roles: [],
  school: schoolOf(at),
}))

/** The board as the demo starts with it; tests use the small one. Noor works at a school, and Sanne leads that one only. */
export const demoDesk: BoardFile = {
  ...demoBoard,
  people: demoBoard.people.map((one) => {
    if (one.email.startsWith('noor@')) return { ...one, school: regenboog }
    return one.roles.includes('schoolLead') ? { ...one, school: regenboog, schools: [regenboog] } : one
  }),
}
