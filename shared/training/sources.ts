import type { Localised } from './module.ts'

/** What the seed documents of the protocol are called and which chapters and worked examples of them may be cited. */
export const seeds = {
  '000': {
    title: { nl: 'AP, onderzoek naar toegangsrechten bij een schoolbestuur (2017)', en: 'Dutch DPA, inquiry into access rights at a school board (2017)' },
    chapters: ['1.1', '1.2', '1.3', '2.1', '2.2.2', '2.2.3', '2.2.4', '2.2.5', '2.2.6', '2.2.7', '3'],
  },
  '001': {
    title: { nl: 'Privacyreglement met Handboek datalekken', en: 'Privacy rules with the handbook on data breaches' },
    // H: a chapter of the handbook (bijlage VII-A); VII-B: an article of the protocol for staff; III, IV: annexes of the rules.
    chapters: [
      'H4',
      'H5',
      'H6',
      'H7.1',
      'H7.2',
      'H8.1',
      'H8.2',
      'H9',
      'H10',
      'H11',
      'H12',
      'H13',
      'H14',
      'H15',
      'VII-B 2',
      'VII-B 3',
      'VII-B 4',
      'VII-B 5',
      'VII-B 6',
      'III 4',
      'III 6',
      'IV 2',
      'art. 5',
      'art. 7',
    ],
  },
  '002': {
    title: { nl: 'AP, trends en aanbevelingen voor het onderwijs (2021)', en: 'Dutch DPA, trends and advice for education (2021)' },
    chapters: ['Trends', 'Aanbevelingen', 'Zelfreflectie'],
  },
  '003': {
    title: { nl: 'Tien vragen over privacy en beveiliging op school', en: 'Ten questions on privacy and security at school' },
    chapters: ['vraag 3', 'vraag 4', 'vraag 5', 'vraag 6', 'vraag 7', 'vraag 8', 'vraag 9', 'vraag 10'],
  },
  '004': {
    title: { nl: 'Privacy op school in tien stappen', en: 'Privacy at school in ten steps' },
    chapters: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
  },
} as const satisfies Record<string, { title: Localised; chapters: readonly string[] }>

export type SeedNumber = keyof typeof seeds

/** The chapter of seed 001 in which each worked example stands; there is no 26. */
export const examples = {
  'H7.1': [1, 2, 3, 4, 5, 6, 7, 8],
  'H7.2': [9, 10, 11, 12],
  'H8.1': [13, 14],
  'H8.2': [15],
  H11: [16, 17, 18, 19, 20, 21, 22],
  H12: [23, 24],
  H13: [25],
  H15: [27],
} as const satisfies Partial<Record<(typeof seeds)['001']['chapters'][number], readonly number[]>>

/** Articles that questions may cite, and what each is about. */
export const laws = {
  'AVG 4(1)': { nl: 'wat een persoonsgegeven is', en: 'what personal data are' },
  'AVG 4(5)': { nl: 'wat pseudonimiseren is', en: 'what pseudonymising is' },
  'AVG 4(12)': { nl: 'wat een datalek is', en: 'what a breach is' },
  'AVG 2(1)': { nl: 'ook papier in een bestand telt', en: 'paper in a filing system counts too' },
  'AVG 2(2)(c)': { nl: 'zuiver persoonlijk gebruik valt erbuiten', en: 'purely personal use is outside' },
  'AVG 5(1)(b)': { nl: 'alleen voor het afgesproken doel', en: 'only for the purpose agreed' },
  'AVG 5(1)(c)': { nl: 'vraag alleen wat je nodig hebt', en: 'ask only what you need' },
  'AVG 5(1)(e)': { nl: 'bewaar het zo kort als kan', en: 'keep it as short as you can' },
  'AVG 5(1)(f)': { nl: 'beveilig wat je bewaart', en: 'protect what you keep' },
  'AVG 6(1)': { nl: 'er is een grondslag nodig', en: 'a legal basis is needed' },
  'AVG 7': { nl: 'waar toestemming aan voldoet', en: 'what consent must be' },
  'AVG 9(1)': { nl: 'bijzondere persoonsgegevens', en: 'special categories of data' },
  'AVG 12(1)': { nl: 'vertel het in gewone taal', en: 'tell it in plain words' },
  'AVG 13(1)': { nl: 'vertel vooraf wat je met gegevens doet', en: 'tell beforehand what you do with data' },
  'AVG 15': { nl: 'recht op inzage', en: 'right of access' },
  'AVG 28(3)': { nl: 'de overeenkomst met een verwerker', en: 'the agreement with a processor' },
  'AVG 32(1)': { nl: 'passende beveiliging', en: 'appropriate security' },
  'AVG 32(2)': { nl: 'welke risico’s beveiliging dekt', en: 'which risks security covers' },
  'AVG 33(1)': { nl: 'melden bij de AP binnen 72 uur', en: 'notifying the authority within 72 hours' },
  'AVG 33(2)': { nl: 'een verwerker licht de school in', en: 'a processor tells the school' },
  'AVG 33(4)': { nl: 'later aanvullen mag', en: 'supplementing later is allowed' },
  'AVG 33(5)': { nl: 'elk datalek wordt vastgelegd', en: 'every breach is documented' },
  'AVG 34(1)': { nl: 'het de mensen vertellen', en: 'telling the people' },
  'AVG 34(2)': { nl: 'wat er in dat bericht staat', en: 'what that message says' },
  'AVG 34(3)': { nl: 'wanneer dat bericht vervalt', en: 'when that message falls away' },
  'AVG 87': { nl: 'het nationale nummer', en: 'the national number' },
  'UAVG 5': { nl: 'tot 16 jaar beslissen de ouders', en: 'parents decide until the age of 16' },
  'UAVG 46': { nl: 'het burgerservicenummer', en: 'the citizen service number' },
} as const satisfies Record<string, Localised>

export type LawArticle = keyof typeof laws

type SeedSource = { [S in SeedNumber]: { seed: S; chapter: (typeof seeds)[S]['chapters'][number]; example?: number } }[SeedNumber]

/** Where a question takes its facts from: a chapter of a seed (with its worked example), or an article of the law. */
export type Source = SeedSource | { law: LawArticle }
