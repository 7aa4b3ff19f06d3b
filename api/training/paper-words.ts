/** The colours of the app in the light. */
export const ink = { text: '#1b2a2c', soft: '#4a5a5c', action: '#0a5c63', line: '#b9c6c5' } as const

type Doc = PDFKit.PDFDocument
type Element = PDFKit.PDFStructureElement
type Look = { size?: number; bold?: boolean; colour?: string; after?: number }

/** What a paper is drawn with. Each word draws and tags in one go, so that what is seen and what is read aloud cannot differ. */
export type Paper = ReturnType<typeof drawingWords>

export function drawingWords(doc: Doc, whole: Element) {
  const left = doc.page.margins.left
  const width = doc.page.width - left - doc.page.margins.right

  const write = (text: string, { size = 11, bold = false, colour = ink.text }: Look, x = left, within = width) =>
    doc
      .font(bold ? 'bold' : 'plain')
      .fontSize(size)
      .fillColor(colour)
      .text(text, x, doc.y, { width: within, lineGap: size * 0.15 })

  const heightOf = (text: string, size: number, bold: boolean, within: number) =>
    doc
      .font(bold ? 'bold' : 'plain')
      .fontSize(size)
      .heightOfString(text, { width: within, lineGap: size * 0.15 })

  /** Drawn for the eye alone: a screen reader passes it by. */
  function forTheEye(draw: () => void): void {
    doc.markContent('Artifact', { type: 'Layout' })
    draw()
    doc.endMarkedContent()
  }
  const line = (from: number, to: number, y: number, colour: string = ink.line) =>
    forTheEye(() => void doc.save().lineWidth(0.6).strokeColor(colour).moveTo(from, y).lineTo(to, y).stroke().restore())

  const tagged = (parent: Element, tag: string, draw: () => void, options: object = {}) => void parent.add(doc.struct(tag, options, [draw]))
  const space = (points: number) => void (doc.y += points)

  function block(tag: string, text: string, look: Look): void {
    tagged(whole, tag, () => void write(text, look))
    space(look.after ?? 6)
  }

  /** A row of cells; its height is that of the highest. The first cell of each row names it. */
  function row(table: Element, cells: readonly string[], widths: readonly number[], { size, head }: { size: number; head: boolean }): void {
    const gap = size
    const places = widths.map((share, at) => ({ x: left + width * widths.slice(0, at).reduce((sum, one) => sum + one, 0), within: width * share - gap }))
    const isHead = (at: number) => head || at === 0
    const height = Math.max(...cells.map((text, at) => heightOf(text, size, isHead(at), places[at]!.within)))
    if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage()
    const top = doc.y
    const tr = doc.struct('TR')
    table.add(tr)
    for (const [at, text] of cells.entries()) {
      const { x, within } = places[at]!
      doc.y = top
      tagged(tr, isHead(at) ? 'TH' : 'TD', () => void write(text, { size, bold: isHead(at) }, x, within), isHead(at) ? { scope: head ? 'Column' : 'Row' } : {})
    }
    doc.y = top + height + size * 0.2
    line(left, left + width, doc.y)
    space(size * 0.35)
  }

  return {
    space,
    heading: (level: 1 | 2, text: string, look: Look = {}) =>
      block(`H${level}`, text, { bold: true, colour: ink.action, size: level === 1 ? 26 : 13, ...look }),
    paragraph: (text: string, look: Look = {}) => block('P', text, look),
    rule: () => {
      line(left, left + width, doc.y, ink.action)
      space(10)
    },

    list: (items: readonly string[], { size = 11, after = 6 }: Look = {}) => {
      const list = doc.struct('L')
      whole.add(list)
      for (const text of items) {
        const item = doc.struct('LI')
        list.add(item)
        const top = doc.y
        tagged(item, 'Lbl', () => void write('•', { size, colour: ink.action }, left, size))
        doc.y = top
        tagged(item, 'LBody', () => void write(text, { size }, left + size, width - size))
        space(size * 0.15)
      }
      space(after)
    },

    /** `head` names the columns; without it the first cell of each row names the row. Widths are shares of one. */
    table: (rows: readonly (readonly string[])[], widths: readonly number[], { head, size = 11, after = 6 }: Look & { head?: readonly string[] } = {}) => {
      const table = doc.struct('Table')
      whole.add(table)
      if (head) row(table, head, widths, { size, head: true })
      for (const cells of rows) row(table, cells, widths, { size, head: false })
      space(after)
    },

    /** An address one can follow on a screen; `says` is what a screen reader calls it. */
    link: (text: string, url: string, says: string, look: Look = {}) => {
      const size = look.size ?? 11
      const link = doc.struct('Link')
      const paragraph = doc.struct('P')
      whole.add(paragraph)
      paragraph.add(link)
      const top = doc.y
      link.add(() => void write(text, { colour: ink.action, ...look }))
      // The types leave out what is handed on to the annotation.
      const more = { structParent: link, Contents: new String(says) } as unknown as PDFKit.Mixins.AnnotationOption
      doc.link(left, top, Math.min(width, doc.widthOfString(text)), heightOf(text, size, false, width), url, more)
      space(look.after ?? 6)
    },

    /** Where somebody writes by hand, with what belongs there under it; several stand beside each other. */
    blanks: (labels: readonly string[], { size = 9, after = 6 }: Look = {}) => {
      const within = (width - 18 * (labels.length - 1)) / labels.length
      const top = doc.y + size * 2.6
      for (const [at, label] of labels.entries()) {
        const x = left + at * (within + 18)
        line(x, x + within, top, ink.soft)
        doc.y = top + 3
        tagged(whole, 'P', () => void write(label, { size, colour: ink.soft }, x, within))
      }
      space(after)
    },
  }
}
