import type { Instant } from '../../shared/instant.ts'
import type { Lang } from '../text.ts'
import type { Block } from './blocks.ts'
import { xmlText } from './xml-text.ts'

/** Large, and few ever ask for it: loaded by the first document. */
const load = () => import('docx')
let loaded: ReturnType<typeof load> | undefined

const writing = () =>
  (loaded ??= load().catch((error: unknown) => {
    loaded = undefined
    throw error
  }))

const languages = { nl: 'nl-NL', en: 'en-GB' } as const

/** The same blocks as a document for a word processor: real headings, lists and tables with a head, in its language. */
export async function makeWord({ title, lang }: { title: string; lang: Lang; at: Instant }, blocks: readonly Block[]): Promise<Uint8Array<ArrayBuffer>> {
  const { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } = await writing()
  const words = (text: string, bold = false) => new Paragraph({ children: [new TextRun({ text: xmlText(text), bold })] })
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({ tableHeader: isHead, children: cells.map((text, at) => new TableCell({ children: [words(text, isHead || at === 0)] })) })
  const children = blocks.flatMap((block) => {
    if (block.is === 'heading')
      return [new Paragraph({ text: xmlText(block.text), heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2 })]
    if (block.is === 'paragraph') return [words(block.text)]
    if (block.is === 'list') return block.items.map((text) => new Paragraph({ text: xmlText(text), bullet: { level: 0 } }))
    const rows = [row(block.head, true), ...block.rows.map((cells) => row(cells, false))]
    return [new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows }), new Paragraph({})]
  })
  const document = new Document({
    title,
    creator: 'Seintje',
    styles: { default: { document: { run: { language: { value: languages[lang] }, font: 'Arial' } } } },
    sections: [{ children }],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}
