import type { Localised, Question } from '../../shared/training/module.ts'

/** What a list of modules shows and counts, without the content: a test holds it equal to the modules. */
export type Title = Readonly<{
  id: string
  version: number
  minutes: number
  title: Localised
  /** in their order, with who is asked them: `questionsFor` chooses from these as from the module itself */
  questions: readonly Pick<Question, 'id' | 'roles'>[]
}>

/** The six modules in the order in which they are offered. */
export const titles: readonly Title[] = [
  {
    id: 'personal-data',
    version: 1,
    minutes: 4,
    title: { nl: 'Wat zijn persoonsgegevens?', en: 'What are personal data?' },
    questions: [
      { id: 'personal-data-01', roles: 'all' },
      { id: 'personal-data-02', roles: ['teacher', 'administration', 'ict'] },
      { id: 'personal-data-03', roles: 'all' },
      { id: 'personal-data-04', roles: ['teacher', 'care', 'caretaker'] },
      { id: 'personal-data-05', roles: ['administration', 'ict', 'schoolLead'] },
      { id: 'personal-data-06', roles: 'all' },
      { id: 'personal-data-07', roles: 'all' },
      { id: 'personal-data-08', roles: ['teacher', 'care', 'board'] },
      { id: 'personal-data-09', roles: ['caretaker', 'ict', 'schoolLead', 'board'] },
      { id: 'personal-data-10', roles: ['administration', 'schoolLead', 'board'] },
      { id: 'personal-data-11', roles: ['care', 'caretaker'] },
    ],
  },
  {
    id: 'incident-or-breach',
    version: 1,
    minutes: 4,
    title: { nl: 'Wat is een incident, wat een datalek?', en: 'What is an incident, what a breach?' },
    questions: [
      { id: 'incident-or-breach-01', roles: 'all' },
      { id: 'incident-or-breach-02', roles: 'all' },
      { id: 'incident-or-breach-03', roles: 'all' },
      { id: 'incident-or-breach-04', roles: ['teacher', 'ict', 'schoolLead'] },
      { id: 'incident-or-breach-05', roles: ['administration', 'schoolLead', 'board'] },
      { id: 'incident-or-breach-06', roles: ['teacher', 'administration', 'caretaker'] },
      { id: 'incident-or-breach-07', roles: ['ict', 'schoolLead', 'board'] },
      { id: 'incident-or-breach-08', roles: ['administration', 'care', 'ict'] },
      { id: 'incident-or-breach-09', roles: ['teacher', 'care', 'schoolLead', 'ict'] },
      { id: 'incident-or-breach-10', roles: 'all' },
      { id: 'incident-or-breach-11', roles: ['care', 'caretaker', 'board'] },
    ],
  },
  {
    id: 'report-at-once',
    version: 1,
    minutes: 4,
    title: { nl: 'Meld direct, ook bij twijfel', en: 'Report at once, even in doubt' },
    questions: [
      { id: 'report-at-once-01', roles: 'all' },
      { id: 'report-at-once-02', roles: 'all' },
      { id: 'report-at-once-03', roles: 'all' },
      { id: 'report-at-once-04', roles: ['teacher', 'administration', 'caretaker'] },
      { id: 'report-at-once-05', roles: ['teacher', 'administration', 'care', 'ict'] },
      { id: 'report-at-once-06', roles: ['ict', 'schoolLead', 'board'] },
      { id: 'report-at-once-07', roles: ['administration', 'ict', 'board'] },
      { id: 'report-at-once-08', roles: 'all' },
      { id: 'report-at-once-09', roles: ['teacher', 'care', 'caretaker', 'schoolLead'] },
      { id: 'report-at-once-10', roles: ['schoolLead', 'board', 'care'] },
    ],
  },
  {
    id: 'spot-it',
    version: 1,
    minutes: 5,
    title: { nl: 'Herken het', en: 'Spot it' },
    questions: [
      { id: 'spot-it-01', roles: 'all' },
      { id: 'spot-it-02', roles: 'all' },
      { id: 'spot-it-03', roles: ['teacher', 'care'] },
      { id: 'spot-it-04', roles: 'all' },
      { id: 'spot-it-05', roles: ['administration', 'caretaker'] },
      { id: 'spot-it-06', roles: ['teacher', 'administration'] },
      { id: 'spot-it-07', roles: ['ict', 'schoolLead', 'board'] },
      { id: 'spot-it-08', roles: ['administration', 'schoolLead', 'board'] },
      { id: 'spot-it-09', roles: ['teacher', 'care', 'caretaker'] },
      { id: 'spot-it-10', roles: ['caretaker', 'ict'] },
      { id: 'spot-it-11', roles: 'all' },
      { id: 'spot-it-12', roles: ['care', 'schoolLead'] },
    ],
  },
  {
    id: 'what-happens-next',
    version: 1,
    minutes: 5,
    title: { nl: 'Wat gebeurt er daarna?', en: 'What happens next?' },
    questions: [
      { id: 'what-happens-next-01', roles: 'all' },
      { id: 'what-happens-next-02', roles: 'all' },
      { id: 'what-happens-next-03', roles: 'all' },
      { id: 'what-happens-next-04', roles: ['teacher', 'care', 'schoolLead'] },
      { id: 'what-happens-next-05', roles: ['schoolLead', 'board'] },
      { id: 'what-happens-next-06', roles: ['ict', 'board'] },
      { id: 'what-happens-next-07', roles: ['administration', 'caretaker', 'ict'] },
      { id: 'what-happens-next-08', roles: 'all' },
      { id: 'what-happens-next-09', roles: ['teacher', 'schoolLead', 'board'] },
      { id: 'what-happens-next-10', roles: ['administration', 'ict', 'schoolLead', 'board'] },
      { id: 'what-happens-next-11', roles: ['administration', 'care'] },
      { id: 'what-happens-next-12', roles: ['ict'] },
      { id: 'what-happens-next-13', roles: ['teacher', 'care', 'caretaker'] },
    ],
  },
  {
    id: 'prevent-it',
    version: 1,
    minutes: 5,
    title: { nl: 'Voorkom het', en: 'Prevent it' },
    questions: [
      { id: 'prevent-it-01', roles: 'all' },
      { id: 'prevent-it-02', roles: 'all' },
      { id: 'prevent-it-03', roles: ['administration', 'care', 'schoolLead'] },
      { id: 'prevent-it-04', roles: 'all' },
      { id: 'prevent-it-05', roles: ['teacher', 'caretaker', 'schoolLead'] },
      { id: 'prevent-it-06', roles: ['administration', 'care', 'caretaker'] },
      { id: 'prevent-it-07', roles: 'all' },
      { id: 'prevent-it-08', roles: ['administration', 'ict', 'schoolLead'] },
      { id: 'prevent-it-09', roles: ['administration', 'care', 'board'] },
      { id: 'prevent-it-10', roles: ['ict', 'schoolLead', 'board'] },
      { id: 'prevent-it-11', roles: ['teacher', 'care', 'ict'] },
      { id: 'prevent-it-12', roles: ['caretaker', 'board', 'teacher'] },
    ],
  },
]
