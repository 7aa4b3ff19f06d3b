/** What a spreadsheet would run as a formula. A tab and a carriage return may hide one. */
const formula = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

/** A cell that no spreadsheet runs: an apostrophe before what could begin a formula. `asWritten` takes it away again. */
export const harmless = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)
export const asWritten = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell)

const quoted = (cell: string): string => (/[";,\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** One line, harmless, with `;` between the cells as Dutch spreadsheets want it. */
export const csvLine = (cells: readonly string[]): string => `${cells.map((cell) => quoted(harmless(cell))).join(';')}\r\n`

/** In front of a file: tells a spreadsheet that it is UTF-8. */
export const byteOrderMark = '\uFEFF'
export const writeCsv = (rows: readonly (readonly string[])[]): string => byteOrderMark + rows.map(csvLine).join('')

/** What stands between the cells of the first line, outside quotes: the one that stands there most. */
export function separatorOf(text: string): string {
  const found = new Map([';', ',', '\t'].map((one) => [one, 0]))
  let inside = false
  for (const character of text) {
    if (character === '"') inside = !inside
    if (!inside && (character === '\n' || character === '\r')) break
    if (!inside && found.has(character)) found.set(character, (found.get(character) ?? 0) + 1)
  }
  return [...found].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ';'
}

/** The rows of a text, cells as they were written; no more than `most` rows. Quotes may hold separators and line ends. */
export function readCsv(text: string, { separator = separatorOf(text), most = Infinity }: { separator?: string; most?: number } = {}): string[][] {
  const body = text.startsWith(byteOrderMark) ? text.slice(1) : text
  const cell = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|([^${separator}\\r\\n"][^${separator}\\r\\n]*)?)(${separator}|\\r\\n|\\n|\\r|$)`, 'y')
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < body.length && rows.length < most;) {
    cell.lastIndex = at
    const found = cell.exec(body)
    // A quote that was never closed, or text behind one: taken as it stands up to the end of the line.
    const [whole, inQuotes, plain, end] = found ?? loose(body, at, separator)
    row.push(asWritten(inQuotes?.replaceAll('""', '"') ?? plain ?? ''))
    at += whole?.length ?? 1
    if (end === separator && at < body.length) continue
    if (end === separator) row.push('')
    rows.push(row)
    row = []
  }
  return rows
}

function loose(body: string, at: number, separator: string): [string, undefined, string, string] {
  const rest = body.slice(at)
  const length = rest.search(new RegExp(`[${separator}\\r\\n]`))
  const plain = length < 0 ? rest : rest.slice(0, length)
  const end = length < 0 ? '' : rest.startsWith('\r\n', length) ? '\r\n' : rest.charAt(length)
  return [plain + end, undefined, plain, end]
}
