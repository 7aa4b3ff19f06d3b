import { amsterdamDay, type Instant } from '../../shared/instant.ts'
import { printableOr, showCertificateCode } from '../../shared/training/certificate.ts'
import type { Module } from '../../shared/training/module.ts'
import { say, type Lang } from '../text.ts'
import { ink } from '../papers/paper-pen.ts'
import { makePaper } from '../papers/paper.ts'
import { dayInWords } from '../papers/paper-days.ts'

export type CertificateWords = {
  lang: Lang
  at: Instant
  /** printable already (shared/training/certificate.ts); null: a line to write it on */
  name: string | null
  module: Pick<Module, 'title'>
  moduleVersion: number
  completedAt: Instant
  validUntil: Instant
  boardName: string
  code: string
  publicUrl: string
}

/** The certificate on one page. The name is printed and goes nowhere else. */
export async function certificatePaper({ lang, at, name, module, moduleVersion, completedAt, validUntil, boardName, code, publicUrl }: CertificateWords) {
  const words = (key: string, params: Record<string, string | number> = {}) => say(lang, `papers.certificate.${key}`, params)
  const day = (instant: Instant) => dayInWords(amsterdamDay(instant), lang)
  const title = module.title[lang]
  const address = `${publicUrl.replace(/^https?:\/\//, '').replace(/\/$/, '')}/bewijs`
  const shown = showCertificateCode(code)
  const { bytes } = await makePaper({ title: words('documentTitle', { module: title }), lang, at, margin: 72 }, (paper) => {
    paper.paragraph(words('from'), { colour: ink.action, bold: true, after: 40 })
    paper.heading(1, words('title'), { size: 30, after: 24 })
    paper.paragraph(words('of'), { colour: ink.soft, after: 4 })
    if (name === null) paper.blanks([words('name')], { size: 11, after: 24 })
    else paper.paragraph(name, { size: name.length > 40 ? 16 : 22, bold: true, after: 24 })
    paper.paragraph(words('did'), { colour: ink.soft, after: 4 })
    paper.heading(2, title, { size: 18, after: 18 })
    paper.table(
      [
        [words('completed'), day(completedAt)],
        [words('until'), day(validUntil)],
        [words('version'), String(moduleVersion)],
        [words('board'), printableOr(boardName)],
      ],
      [0.32, 0.68],
      { size: 11.5, after: 28 },
    )
    paper.heading(2, words('check'), { size: 14, after: 6 })
    paper.paragraph(words('how'), { after: 4 })
    paper.link(address, `${publicUrl.replace(/\/$/, '')}/bewijs/${shown}`, words('open'), { size: 12, bold: true, after: 8 })
    paper.paragraph(words('code'), { colour: ink.soft, after: 2 })
    paper.paragraph(shown, { size: 20, bold: true, after: 12 })
    paper.paragraph(words('says'), { size: 10, colour: ink.soft, after: 4 })
    paper.paragraph(words('noScore'), { size: 10, colour: ink.soft })
  })
  return bytes
}
