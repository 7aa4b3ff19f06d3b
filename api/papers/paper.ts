import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Lang } from '../text.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { giveWay } from '../pressure.ts'
import { ink } from './paper-pen.ts'
import { drawingWords, type Paper } from './paper-words.ts'

const require = createRequire(import.meta.url)

/** Some hundred milliseconds of the one thread: a server that starts, or a report that comes in, never waits for it. */
const load = async () => {
  const [{ default: PDFDocument }, plain, bold] = await Promise.all([
    import('pdfkit'),
    readFile(require.resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf')),
    readFile(require.resolve('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf')),
  ])
  return { PDFDocument, plain, bold }
}
let loaded: ReturnType<typeof load> | undefined

/** Loaded once; one that fails is tried again by the next paper. */
const drawing = () =>
  (loaded ??= load().catch((error: unknown) => {
    loaded = undefined
    throw error
  }))

/** Loads what draws papers, some time after the start, so that nobody who asks for one holds up what else comes in. Never throws. */
export async function warmPaper(deps: Deps): Promise<void> {
  await giveWay(deps)
  await drawing().catch(() => deps.log.warn('what draws papers could not be loaded'))
}

export type PaperOf = { title: string; lang: Lang; at: Instant; margin?: number }

/**
 * A tagged PDF (PDF/UA-1) on A4: title, language, structure in reading order, typefaces embedded. `title` is of our own words:
 * the library writes it into XML as it stands.
 */
export async function makePaper(
  { title, lang, at, margin = 56 }: PaperOf,
  draw: (paper: Paper) => void,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; pages: number }> {
  const { PDFDocument, plain, bold } = await drawing()
  // Drawing takes the one thread some tens of milliseconds at a stretch: what waits goes first.
  await new Promise((resolve) => setImmediate(resolve))
  const doc = new PDFDocument({
    ...{ pdfVersion: '1.7', tagged: true, displayTitle: true, lang, bufferPages: true, size: 'A4', margin },
    // The types are of an older version and know no PDF/UA yet.
    subset: 'PDF/UA' as 'PDF/A-2a',
    font: null as unknown as string,
    autoFirstPage: false,
    info: { Title: title, Creator: 'Seintje', Producer: 'Seintje', CreationDate: new Date(at) },
  })
  const parts: Uint8Array[] = []
  const ended = new Promise<void>(
    (resolve, reject) =>
      void doc
        .on('data', (part: Uint8Array) => parts.push(part))
        .on('end', resolve)
        .on('error', reject),
  )
  doc.registerFont('plain', plain).registerFont('bold', bold).font('plain').addPage().fillColor(ink.text)
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  draw(drawingWords(doc, whole))
  whole.end()
  const pages = doc.bufferedPageRange().count
  doc.end()
  await ended
  return { bytes: new Uint8Array(Buffer.concat(parts)), pages }
}
