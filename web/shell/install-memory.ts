const key = 'seintje.install'

function read(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Whether the hint was seen or answered on an earlier visit: it does not come back. Within a visit it may come and go. */
export const hintedBefore = read() !== null

export function rememberHint(word: 'seen' | 'answered'): void {
  try {
    localStorage.setItem(key, word)
  } catch {
    // Without storage it may come again.
  }
}
