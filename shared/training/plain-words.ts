/** What a sentence of a module is held to, ours and a board's own alike. */
export const scenarioWords = 60

export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}’'@.,:/-]*/gu) ?? []

/** A question with a negation in it is answered wrongly by who knows better. */
export const asksNegatively = (ask: string): boolean => /\b(niet|geen|nooit|behalve|not|never|no|none|except|cannot|\w+n[’']t)\b/i.test(ask)

/** Whether it asks anything. */
export const asks = (ask: string): boolean => ask.trim().endsWith('?')

/** An option that takes the others together, which is guessed without thinking. */
export const isCatchAll = (option: string): boolean =>
  /\b(alle|geen|beide|allebei) (van )?(deze|bovenstaande|antwoorden)|\b(all|none|both) of (the above|these)|[ab] (en|of|and|or) [bc]\b/i.test(option)

/** Letters, figures and punctuation: nothing that a browser could take for more, and nothing that cannot be seen. */
export const isPlain = (text: string): boolean => !/[<>{}\p{Cf}\p{Co}\p{Cs}]|(?![\n])\p{Cc}/u.test(text)
