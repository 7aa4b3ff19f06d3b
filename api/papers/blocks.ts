import { printableOr } from '../../shared/training/certificate.ts'
import type { Paper } from './paper-words.ts'

/** What a paper says, whatever it is printed on. Widths are shares of one; the first cell of a row names the row. */
export type Block =
  | { is: 'heading'; level: 1 | 2; text: string }
  | { is: 'paragraph'; text: string }
  | { is: 'list'; items: readonly string[] }
  | { is: 'table'; head: readonly string[]; rows: readonly (readonly string[])[]; widths: readonly number[] }

/** Line by line: what is not in our typeface becomes a question mark. */
const printed = (text: string) => text.split('\n').map(printableOr).join('\n')

/** On a tagged PDF. */
export function drawBlocks(paper: Paper, blocks: readonly Block[]): void {
  for (const block of blocks) {
    if (block.is === 'heading') paper.heading(block.level, printed(block.text), { size: block.level === 1 ? 20 : 13, after: 4 })
    else if (block.is === 'paragraph') paper.paragraph(printed(block.text), { after: 8 })
    else if (block.is === 'list') paper.list(block.items.map(printed), { after: 8 })
    else
      paper.table(
        block.rows.map((row) => row.map(printed)),
        block.widths,
        { head: block.head, size: 10, after: 10 },
      )
  }
}
