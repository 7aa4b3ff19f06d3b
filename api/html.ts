/** What a person wrote, as text within HTML and its attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

/** Plain text as the simplest HTML: escaped, line by line. */
export const asHtml = (text: string): string => `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`
