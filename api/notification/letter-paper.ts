import { blocksOf, partsOf } from '../../shared/notification/letter.ts'
import type { Instant } from '../../shared/instant.ts'
import { printableOr } from '../../shared/training/certificate.ts'
import { makePaper } from '../papers/paper.ts'
import type { LetterFile } from './letter-docx.ts'

/** The same letter as a tagged PDF. */
export async function letterPaper({ text, kind, lang, headings, title }: LetterFile, at: Instant): Promise<Uint8Array<ArrayBuffer>> {
  const { bytes } = await makePaper({ title, lang, at }, (paper) => {
    const blocks = (said: string) => {
      for (const { list, lines } of blocksOf(said)) {
        if (list) paper.list(lines.map(printableOr))
        else for (const line of lines) paper.paragraph(printableOr(line))
      }
    }
    paper.heading(1, printableOr(text.subject), { size: 20, after: 10 })
    blocks(text.opening)
    for (const part of partsOf(kind)) {
      paper.heading(2, headings[part])
      blocks(text[part])
    }
    blocks(text.closing)
  })
  return bytes
}
