import { drawRow } from './paper-row.ts'
import { ink, makePen, type Doc, type Element, type Look } from './paper-pen.ts'

/** Between what stands beside each other to be filled in by hand, in points. */
const gutter = 18

/** What a paper is drawn with, from the top down. */
export type Paper = ReturnType<typeof drawingWords>

export function drawingWords(doc: Doc, whole: Element) {
  const pen = makePen(doc)
  const { left, width } = pen

  function block(tag: string, text: string, look: Look): void {
    pen.tagged(whole, tag, () => pen.write(text, look))
    pen.space(look.after ?? 6)
  }

  return {
    heading: (level: 1 | 2, text: string, look: Look = {}) =>
      block(`H${level}`, text, { bold: true, colour: ink.action, size: level === 1 ? 26 : 13, ...look }),
    paragraph: (text: string, look: Look = {}) => block('P', text, look),

    list: (items: readonly string[], { size = 11, after = 6 }: Look = {}) => {
      const list = pen.holding(whole, 'L')
      for (const text of items) {
        const item = pen.holding(list, 'LI')
        const top = doc.y
        pen.tagged(item, 'Lbl', () => pen.write('•', { size, colour: ink.action }, { x: left, within: size }))
        doc.y = top
        pen.tagged(item, 'LBody', () => pen.write(text, { size }, { x: left + size, within: width - size }))
        pen.space(size * 0.15)
      }
      pen.space(after)
    },

    /** `head` names the columns; the first cell of each row names the row. Widths are shares of one. */
    table: (rows: readonly (readonly string[])[], widths: readonly number[], { head, size = 11, after = 6 }: Look & { head?: readonly string[] } = {}) => {
      const table = pen.holding(whole, 'Table')
      if (head) drawRow(doc, pen, table, { cells: head, widths, size, isHead: true })
      for (const cells of rows) drawRow(doc, pen, table, { cells, widths, size, isHead: false })
      pen.space(after)
    },

    /** An address one can follow on a screen; `says` is what a screen reader calls it. */
    link: (text: string, url: string, says: string, look: Look = {}) => {
      const link = pen.holding(pen.holding(whole, 'P'), 'Link')
      const top = doc.y
      link.add(() => pen.write(text, { colour: ink.action, ...look }))
      // The types leave out what is handed on to the annotation.
      const more = { structParent: link, Contents: new String(says) } as unknown as PDFKit.Mixins.AnnotationOption
      doc.link(left, top, Math.min(width, doc.widthOfString(text)), pen.heightOf(text, look, width), url, more)
      pen.space(look.after ?? 6)
    },

    /** Where somebody writes by hand, with what belongs there under it; several stand beside each other. */
    blanks: (labels: readonly string[], { size = 9, after = 6 }: Look = {}) => {
      const within = (width - gutter * (labels.length - 1)) / labels.length
      const top = doc.y + size * 2.6
      for (const [at, label] of labels.entries()) {
        const place = { x: left + at * (within + gutter), within }
        pen.line(place, top, ink.soft)
        doc.y = top + 3
        pen.tagged(whole, 'P', () => pen.write(label, { size, colour: ink.soft }, place))
      }
      pen.space(after)
    },
  }
}
