import type { NoticesView } from '../../shared/notification/notice-views.ts'

const id = (n: number) => `01900000-0000-7000-8000-0000000000${n}`

/** The lost stick of dossier.ts, with a draft that somebody began. */
export const aDraft = (changes: Partial<NonNullable<NoticesView['draft']>> = {}): NonNullable<NoticesView['draft']> => ({
  ...{ id: id(91), kind: 'first', revision: 3, setBy: 'Frits Fictief', setAt: '2026-03-02T09:00:00.000Z', missing: [] },
  fields: { law: 'gdpr', organisation: 'Stichting De Waterlelie', filerName: 'Frits Fictief', summary: 'Een stick met toetsen is kwijt.' },
  known: { law: 'gdpr', summary: 'Een stick met toetsen is kwijt.' },
  ...changes,
})

export const aVersion = (changes: Partial<NoticesView['versions'][number]> = {}): NoticesView['versions'][number] => ({
  ...{ id: id(92), kind: 'first', fields: { summary: 'Een stick met toetsen is kwijt.' }, complete: false, filedAt: '2026-03-04T09:15:00.000Z' },
  ...{ number: 'AP-2026-1234', proofId: null, filedBy: 'Frits Fictief', savedAt: '2026-03-04T09:20:00.000Z', inTime: 'onTime', retracted: false },
  ...changes,
})

export const theNotices = (changes: Partial<NoticesView> = {}): NoticesView => ({
  ...{
    versions: [],
    draft: null,
    attempts: [],
    retryAt: null,
    letters: [],
    decided: null,
    clockRuns: true,
    deadlineAt: '2026-03-05T07:00:00.000Z',
    reasons: null,
  },
  may: { start: [], write: true, file: true, correspond: true },
  ...changes,
})
