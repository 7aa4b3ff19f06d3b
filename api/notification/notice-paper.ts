import { amsterdamTime, amsterdamDay, type Instant } from '../../shared/instant.ts'
import { noticeRow, noticeSections, type NoticeAnswer, type NoticeFieldId, type NoticeSection } from '../../shared/notification/notice-fields.ts'
import { answersOf, askedOf } from '../../shared/notification/notice.ts'
import { printableOr } from '../../shared/training/certificate.ts'
import { dayInWords } from '../papers/paper-days.ts'
import { ink } from '../papers/paper-pen.ts'
import { makePaper } from '../papers/paper.ts'
import { say, type Lang } from '../text.ts'
import type { FiledNotice } from './notices-of.ts'

export type NoticeWords = {
  lang: Lang
  at: Instant
  incidentNumber: string
  boardName: string
  notice: Pick<FiledNotice, 'kind' | 'fields' | 'number' | 'inTime'> & { filedAt: Instant | null; filedBy: string | null }
}

/** One section of the form as it was answered, with what was asked and left open. */
export type WrittenSection = { section: NoticeSection; title: string; fields: { field: NoticeFieldId; label: string; answer: string | null }[] }

const moment = (instant: string, lang: Lang) => `${dayInWords(amsterdamDay(instant), lang)} ${amsterdamTime(instant)}`

/** An answer as people read it; null where nothing was said. */
export function writeAnswer(field: NoticeFieldId, answer: NoticeAnswer | undefined, lang: Lang): string | null {
  const option = (one: string) => say(lang, `notice.option.${field}.${one}`)
  const { kind } = noticeRow(field)
  if (answer === undefined || answer === '') return null
  if (kind === 'range' && typeof answer === 'object' && 'min' in answer)
    return answer.min === answer.max ? String(answer.min) : say(lang, 'notice.range.between', { min: answer.min, max: answer.max })
  if (answer === 'unknown' && kind === 'range') return say(lang, 'notice.range.unknown')
  if (Array.isArray(answer)) return answer.length > 0 ? answer.map(option).join(', ') : null
  if (typeof answer !== 'string') return null
  return kind === 'choice' ? option(answer) : kind === 'moment' ? moment(answer, lang) : answer
}

/** The whole form in its order, as far as it was asked of this version. */
export function writtenSections({ lang, notice }: Pick<NoticeWords, 'lang' | 'notice'>): WrittenSection[] {
  const about = { kind: notice.kind, late: notice.inTime !== null && notice.inTime !== 'onTime' }
  const [asked, answers] = [askedOf(about, notice.fields), answersOf(about, notice.fields)]
  return noticeSections.flatMap((section) => {
    const fields = asked
      .filter((field) => noticeRow(field).section === section)
      .map((field) => ({ field, label: say(lang, `notice.field.${field}`), answer: writeAnswer(field, answers[field], lang) }))
    return fields.length > 0 ? [{ section, title: say(lang, `notice.section.${section}`), fields }] : []
  })
}

/** A row of a table stands on one page: a long answer goes on in the rows below it. */
const partLength = 1200
const partsOf = (answer: string): string[] => answer.match(new RegExp(`.{1,${partLength}}(?:\\s|$)|.{1,${partLength}}`, 'gsu')) ?? [answer]

/** A version of the notification as a tagged paper. Who reported it never stands on it: the authority reads "een medewerker". */
export async function noticePaper(words: NoticeWords): Promise<Uint8Array<ArrayBuffer>> {
  const { lang, at, notice, incidentNumber, boardName } = words
  const text = (key: string, params: Record<string, string | number> = {}) => say(lang, `notice.paper.${key}`, params)
  const { bytes } = await makePaper({ title: text('documentTitle', { number: incidentNumber }), lang, at }, (paper) => {
    paper.paragraph(text('from'), { colour: ink.action, bold: true, after: 14 })
    paper.heading(1, text('title'), { size: 22, after: 8 })
    const head = [
      [text('kind'), say(lang, `notice.kind.${notice.kind}`)],
      [text('board'), printableOr(boardName)],
      [text('incident'), incidentNumber],
      [text('filedAt'), notice.filedAt ? moment(notice.filedAt, lang) : text('draft')],
      ...(notice.number ? [[text('number'), printableOr(notice.number)]] : []),
      ...(notice.filedBy ? [[text('filedBy'), printableOr(notice.filedBy)]] : []),
      ...(notice.inTime ? [[text('inTime'), say(lang, `notice.inTime.${notice.inTime}`)]] : []),
      [text('made'), moment(at, lang)],
    ]
    paper.table(head, [0.32, 0.68], { size: 10.5, after: 16 })
    for (const { title, fields } of writtenSections(words)) {
      paper.heading(2, title, { after: 4 })
      const rows = fields.flatMap(({ label, answer }) =>
        partsOf(answer === null ? text('open') : printableOr(answer)).map((part, at) => [at === 0 ? label : text('goesOn', { label }), part]),
      )
      paper.table(rows, [0.32, 0.68], { size: 10, after: 12 })
    }
  })
  return bytes
}
