/** The shortest word that is kept, and the most words one may search for at once. */
export const shortestWord = 3
export const mostWords = 5
/** Different words that are kept of one text: more than a report of the largest size says. */
const mostKept = 2_000

/** Words that stand in nearly every story: they are not kept and cost nothing to search for. */
const stopWords = new Set(
  (
    'aan al alle als alles altijd ander andere ben bij daar dan dat deze die dit dus door doen doet dus een eens elke en er geen haar had heb hebben heeft hem ' +
    'het hier hij hoe hun iets ik is ja je jij jou jouw kan kon kunnen maar me meer men met mij mijn moet na naar nee niet niets nog nu of om omdat onder ons ook op ' +
    'over reeds te tegen toch toen tot uit uw van veel voor want waren was wat we wel werd wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou ' +
    'about after all also and any are because been before but can could did does for from had has have her here him his how into its just more most not now off one ' +
    'our out over she should some than that the their them then there these they this was were what when where which while who will with would you your'
  ).split(' '),
)

/** The different words of a text as they are compared: lower case, without accents, three letters or more, without those that say nothing. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = new Set<string>()
  for (const [word] of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (word.length >= shortestWord && word.length <= 60 && !stopWords.has(word)) words.add(word)
    if (words.size === mostKept) break
  }
  return [...words]
}
