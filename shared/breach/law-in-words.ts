const words = { AVG: 'gdpr', UAVG: 'implementationAct', 'overw.': 'recital' } as const

/** The article of a row or fact as a reader knows it: `say` gives `verdict.law.<word>` in his language. */
export const lawInWords = (law: string, say: (word: (typeof words)[keyof typeof words]) => string): string =>
  law.replaceAll(/UAVG|AVG|overw\./g, (found) => say(words[found as keyof typeof words]))
