/** The letters of a text message as every phone has them (GSM 03.38); one letter outside them halves the room, and makes two of one message. */
const plain = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** These take the room of two. */
const double = '^{}\\[~]|€'
const known = new Set(plain)

/** Without the letters that would split it: marks fall away (`ë` becomes `e`), dashes and quotes become the plain ones, and what is left a question mark. */
export const asGsm = (text: string): string =>
  [
    ...text
      .replaceAll(/[\u2010-\u2015]/g, '-')
      .replaceAll(/[‘’]/g, "'")
      .replaceAll(/[“”]/g, '"')
      .replaceAll('·', '-'),
  ]
    .map((letter) => (known.has(letter) || double.includes(letter) ? letter : bare(letter)))
    .join('')

const bare = (letter: string) => {
  const base = letter.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return [...base].every((one) => known.has(one)) ? base : '?'
}

/** How much of the 160 places of one message it takes. */
export const gsmLength = (text: string): number => [...text].reduce((sum, letter) => sum + (double.includes(letter) ? 2 : 1), 0)
export const smsRoom = 160
