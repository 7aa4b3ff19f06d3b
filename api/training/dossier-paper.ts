import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { printableOr } from '../../shared/training/certificate.ts'
import { figuresDue } from '../../shared/training/figure-calendar.ts'
import { modules } from '../../shared/training/modules.ts'
import { lowestFloor, type TrainingSettings } from '../../shared/training/training-settings.ts'
import { listDays } from '../../shared/training/training-views.ts'
import { say, type Lang } from '../text.ts'
import { dayInWords, yearlyDayInWords } from '../papers/paper-days.ts'
import { ink } from '../papers/paper-pen.ts'
import { makePaper } from '../papers/paper.ts'
import type { Paper } from '../papers/paper-words.ts'

export type DossierWords = {
  lang: Lang
  at: Instant
  boardName: string
  dpo: { name: string; phone: string | null } | null
  settings: TrainingSettings
  /** the smallest group in the figures that are shown now; null: there are none yet */
  shownFloor: number | null
  consent: { consentedOn: string; document: string } | null
}

const kept = ['answers', 'cards', 'done', 'sat', 'who', 'nudge', 'certificate', 'desk'] as const
/** From large to small: the first at which everything stands on one page. */
const sizes = [9, 8.5, 8, 7.5] as const

/** All a council needs to decide, on one page, whatever the board chose. */
export async function dossierPaper(words: DossierWords): Promise<{ bytes: Uint8Array<ArrayBuffer>; pages: number; size: number }> {
  const title = say(words.lang, 'papers.dossier.title')
  for (const size of sizes) {
    const made = await makePaper({ title, lang: words.lang, at: words.at, margin: 34 }, (paper) => draw(paper, words, size))
    if (made.pages === 1) return { ...made, size }
  }
  throw new Error('the dossier does not fit on one page')
}

function draw(paper: Paper, words: DossierWords, size: number): void {
  const { lang, at, boardName, settings, shownFloor } = words
  const text = (key: string, params: Record<string, string | number> = {}) => say(lang, `papers.dossier.${key}`, params)
  const many = (key: string, parts: readonly string[]) =>
    parts.map((part) => text(`${key}.${part}`, { floor: shownFloor ?? settings.floor, lowest: lowestFloor, days: listDays.at(-1) ?? 0 }))
  const head = (key: string) => paper.heading(2, text(key), { size: size + 1.5, after: 2 })
  const look = { size, after: size * 0.55 }
  paper.heading(1, text('title'), { size: 17, after: 3 })
  paper.paragraph(text('of', { board: printableOr(boardName), date: dayInWords(amsterdamDay(at), lang) }), { ...look, colour: ink.soft })
  head('what.title')
  paper.paragraph(text('what.text'), look)
  head('kept.title')
  paper.table(
    kept.map((one) => [text(`kept.${one}.what`), text(`kept.${one}.why`), text(`kept.${one}.long`)]),
    [0.37, 0.36, 0.27],
    { ...look, head: [text('kept.what'), text('kept.why'), text('kept.long')] },
  )
  head('ground.title')
  paper.paragraph(text('ground.text'), look)
  head('sees.title')
  paper.list(many('sees', ['answers', 'figures', 'reports', 'names']), look)
  head('never.title')
  paper.list(many('never', ['score', 'floor', 'alone', 'hidden', 'log']), look)
  head('now.title')
  paper.table(choices(words), [0.3, 0.7], look)
  head('asks.title')
  paper.paragraph(text('asks.promise'), look)
  paper.list(many('asks', ['first', 'second']), look)
  paper.blanks(
    ['signed.when', 'signed.council', 'signed.board'].map((key) => text(key)),
    { size: size - 0.5 },
  )
}

/** What the board chose, as it stands now. */
function choices({ lang, at, settings, shownFloor, consent, dpo }: DossierWords): string[][] {
  const text = (key: string, params: Record<string, string | number> = {}) => say(lang, `papers.dossier.now.${key}`, params)
  const onOff = (on: boolean) => text(on ? 'on' : 'off')
  const hidden = modules.filter(({ id }) => settings.hidden.includes(id)).map(({ title }) => title[lang])
  const nudges = settings.nudges ? text('nudgesOn', { region: text(`region.${settings.region ?? 'all'}`) }) : onOff(false)
  const isShown = shownFloor === null || shownFloor === settings.floor
  const nextDay = dayInWords(amsterdamDay(figuresDue(at).next), lang)
  const agreed = consent && text('agreed', { date: dayInWords(consent.consentedOn, lang), document: printableOr(consent.document) })
  return [
    [text('floor'), isShown ? text('people', { floor: settings.floor }) : text('peopleFrom', { floor: settings.floor, date: nextDay })],
    [text('nudges'), nudges],
    [text('dueOn'), settings.dueOn === null ? text('noDay') : yearlyDayInWords(settings.dueOn, lang)],
    [text('hidden'), hidden.length ? hidden.join(' · ') : text('none')],
    [text('statements'), onOff(settings.statements)],
    [text('names'), agreed ?? text('noConsent')],
    [text('dpo'), dpo ? printableOr([dpo.name, dpo.phone].filter(Boolean).join(', ')) : text('noDpo')],
  ]
}
