/** The colours of the app in the light. */
export const ink = { text: '#1b2a2c', soft: '#4a5a5c', action: '#0a5c63', line: '#b9c6c5' } as const

export type Doc = PDFKit.PDFDocument
export type Element = PDFKit.PDFStructureElement
export type Look = { size?: number; bold?: boolean; colour?: string; after?: number }
type Place = { x: number; within: number }

/** What the words are drawn with: where the page begins, how text falls on it, and what is for the eye alone. */
export type Pen = ReturnType<typeof makePen>

export function makePen(doc: Doc) {
  const left = doc.page.margins.left
  const width = doc.page.width - left - doc.page.margins.right
  const whole = { x: left, within: width }

  const inType = (size: number, bold: boolean) => doc.font(bold ? 'bold' : 'plain').fontSize(size)

  /** At the pen's height, and the pen goes on under it. */
  const write = (text: string, { size = 11, bold = false, colour = ink.text }: Look, { x, within }: Place = whole) =>
    void inType(size, bold)
      .fillColor(colour)
      .text(text, x, doc.y, { width: within, lineGap: size * 0.15 })

  const heightOf = (text: string, { size = 11, bold = false }: Look, within: number) =>
    inType(size, bold).heightOfString(text, { width: within, lineGap: size * 0.15 })

  /** A line that a screen reader passes by. */
  function line({ x, within }: Place, y: number, colour: string): void {
    doc.markContent('Artifact', { type: 'Layout' })
    doc
      .save()
      .lineWidth(0.6)
      .strokeColor(colour)
      .moveTo(x, y)
      .lineTo(x + within, y)
      .stroke()
      .restore()
    doc.endMarkedContent()
  }

  return {
    left,
    width,
    write,
    heightOf,
    line,
    /** Draws and tags in one go, so that what is seen and what is read aloud cannot differ. */
    tagged: (parent: Element, tag: string, draw: () => void, options: object = {}) => void parent.add(doc.struct(tag, options, [draw])),
    /** An element that holds others. */
    holding: (parent: Element, tag: string): Element => {
      const element = doc.struct(tag)
      parent.add(element)
      return element
    },
    space: (points: number) => void (doc.y += points),
  }
}
