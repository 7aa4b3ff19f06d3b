import { blocksOf, partsOf, type CommunicationKind, type LetterPart, type LetterText } from '../../shared/notification/letter.ts'
import { xmlText } from '../papers/xml-text.ts'
import type { Lang } from '../text.ts'

/** Only who asks for one waits for it to load. */
const load = () => import('docx')
let loaded: ReturnType<typeof load> | undefined
const drawing = () =>
  (loaded ??= load().catch((error: unknown) => {
    loaded = undefined
    throw error
  }))

export type LetterFile = { text: LetterText; kind: CommunicationKind; lang: Lang; headings: Readonly<Record<LetterPart, string>>; title: string }

const inkOf = { heading: '0A5C63', text: '1B2A2C' } as const
const regions = { nl: 'nl-NL', en: 'en-GB' } as const

/** A letter to be sent on the school's own paper: headings that are headings, lists that are lists, its language and title in it. */
export async function letterDocx({ text, kind, lang, headings, title }: LetterFile): Promise<Uint8Array<ArrayBuffer>> {
  const { Document, HeadingLevel, LineRuleType, Packer, Paragraph } = await drawing()
  const line = (said: string, list = false) => new Paragraph({ text: xmlText(said), ...(list ? { bullet: { level: 0 } } : {}) })
  const blocks = (said: string) => blocksOf(said).flatMap(({ list, lines }) => lines.map((one) => line(one, list)))
  const parts = partsOf(kind).flatMap((part) => [new Paragraph({ text: headings[part], heading: HeadingLevel.HEADING_2 }), ...blocks(text[part])])
  const language = { value: regions[lang] }
  const heading = (size: number) => ({ run: { font: 'Arial', size, bold: true, color: inkOf.heading }, paragraph: { spacing: { before: 240, after: 80 } } })
  const document = new Document({
    ...{ title, creator: 'Seintje', lastModifiedBy: 'Seintje', description: '' },
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: 22, color: inkOf.text, language },
          paragraph: { spacing: { after: 120, line: 300, lineRule: LineRuleType.AUTO } },
        },
        heading1: heading(32),
        heading2: heading(26),
      },
    },
    sections: [
      {
        children: [new Paragraph({ text: xmlText(text.subject), heading: HeadingLevel.HEADING_1 }), ...blocks(text.opening), ...parts, ...blocks(text.closing)],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}
