import { asks, asksNegatively, isCatchAll, scenarioWords, wordsOf } from '../../../shared/training/plain-words.ts'
import { examples, laws, seeds, type Source } from '../../../shared/training/sources.ts'
import { trainingRoles, type Localised, type Module, type Option, type Question, type TrainingRole } from '../../../shared/training/module.ts'

/** What is wrong with the content, one line each; the same checks for the real modules and for a bad question. */
export type Slip = string
type Text = {
  where: string
  text: Localised
  /** what an artefact says is quoted from the world: it may be rude, long or the same in both languages */ quoted?: true
}

export const limits = { scenarioWords, sentenceWords: 20, averageWords: 12 } as const
const langs = ['nl', 'en'] as const

export const sentencesOf = (text: string): string[] => text.split(/(?<=[.?!…][”’)]*)\s+/u).filter((s) => wordsOf(s).length > 0)

export function textsOf(question: Question): Text[] {
  const { id, scenario, ask, options, doNow, bothCanBeRight, artefact } = question
  const of = (name: string, text: Localised): Text => ({ where: `${id} ${name}`, text })
  return [
    of('scenario', scenario),
    of('ask', ask),
    ...options.flatMap((option) => [of(`option ${option.id}`, option.text), of(`feedback ${option.id}`, option.feedback)]),
    of('doNow', doNow),
    ...(bothCanBeRight ? [of('bothCanBeRight', bothCanBeRight)] : []),
    ...(artefact ? [of('artefact', artefact.label)] : []),
    ...(artefact?.parts ?? []).flatMap(({ id: part, text, clue }) => [
      { where: `${id} part ${part}`, text, quoted: true as const },
      ...(clue ? [of(`clue ${part}`, clue)] : []),
    ]),
  ]
}

export const moduleTexts = (module: Module): Text[] => [
  { where: `${module.id} title`, text: module.title },
  { where: `${module.id} intro`, text: module.intro },
  ...module.questions.flatMap(textsOf),
]

const unquoted = (text: string) => text.replace(/[“‘][^”]*?[”’]/gu, '')
const address = /[\w.-]+@[\w.-]+|https?:\/\/[^\s)>,]+/g

/** What no sentence of a module may have, in either language. */
export function textSlips(texts: readonly Text[]): Slip[] {
  return texts.flatMap(({ where, text, quoted }) => {
    const slips = langs.flatMap((lang) => {
      const said = text[lang]
      const long = sentencesOf(said).filter((s) => wordsOf(s).length > limits.sentenceWords)
      const real = (said.match(address) ?? []).filter((a) => !a.endsWith('.example'))
      return [
        ...(said.trim() === '' ? [`${where} has nothing in ${lang}`] : []),
        ...(/[{}]/.test(said) ? [`${where} has a placeholder in ${lang}`] : []),
        ...(said.includes('!') ? [`${where} has an exclamation mark in ${lang}`] : []),
        ...long.map((s) => `${where} has a sentence of ${wordsOf(s).length} words in ${lang}`),
        ...real.map((a) => `${where} has an address that may exist: ${a}`),
      ]
    })
    if (!quoted && text.nl === text.en) slips.push(`${where} is the same in nl and en`)
    if (!quoted && /(^|[^\p{L}])(u|uw)([^\p{L}]|$)/iu.test(unquoted(text.nl))) slips.push(`${where} says u where the house says je`)
    return slips
  })
}

/** Words per sentence over all that a module says itself. */
export function averageWords(module: Module, lang: 'nl' | 'en'): number {
  const sentences = moduleTexts(module)
    .filter(({ quoted }) => !quoted)
    .flatMap(({ text }) => sentencesOf(text[lang]))
  return sentences.reduce((sum, s) => sum + wordsOf(s).length, 0) / sentences.length
}

export function questionSlips(question: Question): Slip[] {
  const { id, scenario, ask, options, bothCanBeRight, roles, artefact } = question
  const right = options.filter((option) => option.right).length
  const wanted = bothCanBeRight ? 2 : 1
  const long = langs.filter((lang) => wordsOf(scenario[lang]).length > limits.scenarioWords)
  const clues = artefact?.parts.filter(({ clue }) => clue).length
  return [
    ...(options.length === 3 && new Set(options.map((o) => o.id)).size === 3 ? [] : [`${id} has no three options`]),
    ...(right === wanted ? [] : [`${id} marks ${right} options, ${wanted} wanted`]),
    ...long.map((lang) => `${id} has a scenario of ${wordsOf(scenario[lang]).length} words in ${lang}`),
    ...langs.flatMap((lang) => (asksNegatively(ask[lang]) ? [`${id} asks with a negation in ${lang}`] : [])),
    ...langs.flatMap((lang) => (asks(ask[lang]) ? [] : [`${id} asks nothing in ${lang}`])),
    ...options.flatMap((o) => (langs.some((lang) => isCatchAll(o.text[lang])) ? [`${id} option ${o.id} takes the others together`] : [])),
    ...(roles === 'all' || roles.length > 0 ? [] : [`${id} is for nobody`]),
    ...(clues === undefined || clues >= 2 ? [] : [`${id} shows ${clues} clues`]),
    ...(new Set(artefact?.parts.map((p) => p.id)).size === (artefact?.parts.length ?? 0) ? [] : [`${id} has two parts of one name`]),
    ...sourceSlips(id, question.sources),
  ]
}

/** Sources that name no seed, chapter, example or article of the tables. */
export function sourceSlips(id: string, sources: readonly Source[]): Slip[] {
  if (sources.length === 0) return [`${id} has no source`]
  return sources.flatMap((source) => {
    if ('law' in source) return Object.hasOwn(laws, source.law) ? [] : [`${id} cites ${source.law}, which no table knows`]
    const chapters: readonly string[] | undefined = Object.hasOwn(seeds, source.seed) ? seeds[source.seed].chapters : undefined
    if (!chapters?.includes(source.chapter)) return [`${id} cites ${source.seed} ${source.chapter}, which no table knows`]
    if (source.example === undefined) return []
    const known: readonly number[] = source.seed === '001' ? (Object.entries(examples).find(([chapter]) => chapter === source.chapter)?.[1] ?? []) : []
    return known.includes(source.example) ? [] : [`${id} cites example ${source.example}, which is not in ${source.chapter}`]
  })
}

const fits = (question: Question, role: TrainingRole) => question.roles === 'all' || question.roles.includes(role)

/** Roles for which a module holds too few scenarios, or none of their own. */
export const roleSlips = (module: Module): Slip[] =>
  trainingRoles.flatMap((role) => {
    const fitting = module.questions.filter((q) => fits(q, role))
    if (fitting.length < 5) return [`${module.id} has ${fitting.length} scenarios for ${role}`]
    return fitting.some((q) => q.roles !== 'all') ? [] : [`${module.id} has no scenario of ${role}’s own`]
  })

const only = (question: Question): Option | undefined => (question.bothCanBeRight ? undefined : question.options.find((o) => o.right))

/** Right answers that can be guessed: mostly in one place, or mostly the longest or the shortest. */
export function guessSlips(questions: readonly Question[]): Slip[] {
  const asked = questions.filter((q) => only(q))
  const most = asked.length / 2
  const places = [0, 1, 2].flatMap((place) => {
    const here = asked.filter((q) => q.options[place]?.right).length
    return here > most || here === 0 ? [`${here} of ${asked.length} right answers are at place ${place + 1}`] : []
  })
  const lengths = langs.flatMap((lang) =>
    ([1, -1] as const).flatMap((sign) => {
      const sizeOf = (o: Option | undefined) => sign * (o?.text[lang].length ?? 0)
      const count = asked.filter((q) => q.options.every((o) => o.right || sizeOf(o) < sizeOf(only(q)))).length
      return count > most ? [`${count} of ${asked.length} right answers are the ${sign > 0 ? 'longest' : 'shortest'} in ${lang}`] : []
    }),
  )
  return [...places, ...lengths]
}

/** What an id promised when it first went out: the idea and the right answers it stands for. */
export type Meaning = { since: number; idea: string; right: string; /** version of the module in which it was taken out */ until?: number }

const meaningOf = (question: Question) => ({
  idea: question.idea as string,
  right: question.options
    .filter((o) => o.right)
    .map((o) => o.id)
    .join(''),
})

/** An id keeps its meaning for ever, as a migration keeps its words. A new one gets its line in ids.json. */
export function idSlips(modules: readonly Module[], known: Readonly<Record<string, Meaning>>): Slip[] {
  const all = modules.flatMap(({ id, version, questions }) => questions.map((question) => ({ module: id, version, question })))
  const ids = all.map(({ question }) => question.id)
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} stands twice`)
  const gone = Object.entries(known).flatMap(([id, { until }]) => (ids.includes(id) || until ? [] : [`${id} went out and is gone: give it an until`]))
  const changed = all.flatMap(({ module, version, question }) => {
    const { idea, right } = meaningOf(question)
    const was = known[question.id]
    if (!new RegExp(`^${module}-\\d{2}$`).test(question.id)) return [`${question.id} is not named after ${module}`]
    if (!was)
      return [`${question.id} is new: add "${question.id}": { "since": ${version}, "idea": "${idea}", "right": "${right}" } to test/shared/training/ids.json`]
    if (was.until) return [`${question.id} was taken out: give the new one a new id`]
    if (was.since > version) return [`${question.id} is younger than its module`]
    return was.idea === idea && was.right === right ? [] : [`${question.id} got another meaning: give it a new id`]
  })
  return [...twice, ...gone, ...changed]
}
