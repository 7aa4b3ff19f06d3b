import { ink, type Doc, type Element, type Pen } from './paper-pen.ts'

type Row = { cells: readonly string[]; widths: readonly number[]; size: number; isHead: boolean }

/** One row of a table, as high as its highest cell; on a next page where it does not fit any more. */
export function drawRow(doc: Doc, pen: Pen, table: Element, { cells, widths, size, isHead }: Row): void {
  const shareBefore = (at: number) => widths.slice(0, at).reduce((sum, one) => sum + one, 0)
  const drawn = cells.map((text, at) => ({
    text,
    look: { size, bold: isHead || at === 0 },
    place: { x: pen.left + pen.width * shareBefore(at), within: pen.width * (widths[at] ?? 0) - size },
  }))
  const height = Math.max(...drawn.map(({ text, look, place }) => pen.heightOf(text, look, place.within)))
  if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage()
  const top = doc.y
  const row = pen.holding(table, 'TR')
  for (const { text, look, place } of drawn) {
    doc.y = top
    const draw = () => pen.write(text, look, place)
    if (look.bold) pen.tagged(row, 'TH', draw, { scope: isHead ? 'Column' : 'Row' })
    else pen.tagged(row, 'TD', draw)
  }
  doc.y = top + height + size * 0.2
  pen.line({ x: pen.left, within: pen.width }, doc.y, ink.line)
  pen.space(size * 0.35)
}
