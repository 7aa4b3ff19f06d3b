/** Without what XML cannot hold: one such letter, and no word processor or spreadsheet opens the file any more. */
export const xmlText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ' ')
