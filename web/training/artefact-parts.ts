import type { ArtefactPart } from '../../shared/training/module.ts'

/** "Wie heeft toegang: iedereen met de link" is drawn as a label and what stands in its box; without a colon it is all value. */
export function labelled(text: string): { label: string; value: string } {
  const [, label = '', value = text] = /^([^:/]{2,40}): (.+)$/.exec(text) ?? []
  return { label, value }
}

/** "Bram Bosuil <b.bosuil@waterlelie.example>": the name, and the address that goes with it. */
export function sender(text: string): { name: string; address: string } {
  const [, name = text, address = ''] = /^(.+?) <([^>]+)>$/.exec(text) ?? []
  return { name, address }
}

/** "Account bevestigen (https://…)": what one reads, and where it leads. */
export function drawnLink(text: string): { words: string; leadsTo: string } {
  const [, words = text, leadsTo = ''] = /^(.+?) \((https?:[^)]+)\)$/.exec(text) ?? []
  return { words, leadsTo }
}

/** The number each part with a clue gets, in the order in which they are read. */
export function clueNumbers(parts: readonly ArtefactPart[]): ReadonlyMap<string, number> {
  return new Map(parts.filter(({ clue }) => clue).map(({ id }, place) => [id, place + 1]))
}
