import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import type { ExportColumn } from '../../shared/register/columns.ts'
import { printableOr } from '../../shared/training/certificate.ts'
import { dayInWords } from '../papers/paper-days.ts'
import { ink } from '../papers/paper-pen.ts'
import { makePaper } from '../papers/paper.ts'
import type { Paper } from '../papers/paper-words.ts'
import { say, type Lang } from '../text.ts'

type Cells = Readonly<Record<ExportColumn, string>>
export type RegisterWords = { rows: readonly Cells[]; lang: Lang; at: Instant; boardName: string; from: string | null; to: string | null }

/** What stands in the head of an entry; the rest comes under it, one line each, where there is something to say. */
const inHead: readonly ExportColumn[] = ['number', 'registerKind']
const shown: readonly ExportColumn[] = [
  ...(['oldNumber', 'origin', 'school', 'description', 'occurredFrom', 'occurredTo', 'happened', 'groups', 'peopleMin', 'peopleMax', 'data'] as const),
  ...(['consequences', 'harmMeasures', 'repeatMeasures', 'classification', 'reasons', 'awareAt', 'authority', 'authorityNumber', 'filedAt'] as const),
  ...(['inTime', 'subjects', 'toldAt', 'toldHow', 'toldCount', 'complete', 'closedAt', 'keepUntil'] as const),
]

/** The register on paper: a heading and a table for each entry, tagged, so that it can be listened to. */
export async function registerPaper(words: RegisterWords): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes } = await makePaper({ title: say(words.lang, 'register.paper.title'), lang: words.lang, at: words.at }, (paper) => draw(paper, words))
  return bytes
}

function draw(paper: Paper, { rows, lang, at, boardName, from, to }: RegisterWords): void {
  const text = (key: string, params: Record<string, string | number> = {}) => say(lang, `register.${key}`, params)
  paper.heading(1, text('paper.title'), { size: 20, after: 4 })
  paper.paragraph(text('paper.of', { board: printableOr(boardName), date: dayInWords(amsterdamDay(at), lang) }), { size: 10, colour: ink.soft })
  const period = { from: from ? dayInWords(from, lang) : text('paper.begin'), to: to ? dayInWords(to, lang) : dayInWords(amsterdamDay(at), lang) }
  paper.paragraph(text('paper.period', period), { size: 10, colour: ink.soft, after: 10 })
  paper.paragraph(rows.length === 0 ? text('paper.empty') : text('paper.count', { count: rows.length }), { size: 10, after: 12 })
  for (const row of rows) {
    paper.heading(
      2,
      inHead
        .map((column) => printableOr(row[column]))
        .filter(Boolean)
        .join(' · '),
      { after: 4 },
    )
    const lines = shown.filter((column) => row[column] !== '').map((column) => [text(`column.${column}`), printableOr(row[column])])
    paper.table(lines, [0.3, 0.7], { size: 9.5, after: 14 })
  }
}
