import { computed, reactive } from 'vue'
import type { Idea } from '../../shared/training/ideas.ts'
import type { TrainingRole } from '../../shared/training/module.ts'
import type { OwnQuestionContent } from '../../shared/training/own-question.ts'
import type { Slip } from './useBoardChoicesForm.ts'

type Words = { nl: string; en: string }
const empty = (): Words => ({ nl: '', en: '' })
const letters = ['a', 'b', 'c'] as const
export type Letter = (typeof letters)[number]

/** A question of the board's own while it is written. Ids of fields are those of the server, with dashes: `options-1-text-nl`. */
export function useOwnQuestionForm(t: (key: string) => string) {
  const form = reactive({
    moduleId: '',
    idea: '' as Idea | '',
    everyone: true,
    roles: [] as TrainingRole[],
    english: false,
    right: undefined as Letter | undefined,
    scenario: empty(),
    ask: empty(),
    options: letters.map((id) => ({ id, text: empty(), feedback: empty() })),
    doNow: empty(),
  })
  const fresh = JSON.stringify(form)
  const changed = computed(() => JSON.stringify(form) !== fresh)

  const said = ({ nl, en }: Words) => ({ nl: nl.trim(), en: form.english && en.trim() !== '' ? en.trim() : null })
  const option = (n: 0 | 1 | 2) => ({ text: said(form.options[n]?.text ?? empty()), feedback: said(form.options[n]?.feedback ?? empty()) })
  /** As it stands now, half written or not. */
  const content = computed<Omit<OwnQuestionContent, 'idea'>>(() => ({
    roles: form.everyone ? 'all' : [...form.roles],
    scenario: said(form.scenario),
    ask: said(form.ask),
    options: [
      { id: 'a', right: form.right === 'a', ...option(0) },
      { id: 'b', right: form.right === 'b', ...option(1) },
      { id: 'c', right: form.right === 'c', ...option(2) },
    ],
    doNow: said(form.doNow),
  }))

  /** What is still missing, from top to bottom. Nothing is missing: the whole question. */
  function check(): { slips: Slip[]; moduleId: string; content?: OwnQuestionContent } {
    const need = (missing: boolean, id: string, key: string): Slip[] => (missing ? [{ id, text: t(`trainingboard.wrong.${key}`) }] : [])
    const unsaid = ({ nl }: Words, id: string, key: string) => need(nl.trim() === '', `${id}-nl`, key)
    const slips = [
      ...need(form.moduleId === '', 'moduleId', 'module'),
      ...need(form.idea === '', 'idea', 'idea'),
      ...need(!form.everyone && form.roles.length === 0, 'roles', 'roles'),
      ...unsaid(form.scenario, 'scenario', 'scenario'),
      ...unsaid(form.ask, 'ask', 'ask'),
      ...form.options.flatMap(({ text, feedback }, n) => [
        ...unsaid(text, `options-${n}-text`, `text.${letters[n]}`),
        ...unsaid(feedback, `options-${n}-feedback`, `feedback.${letters[n]}`),
      ]),
      ...need(form.right === undefined, 'options', 'right'),
      ...unsaid(form.doNow, 'doNow', 'doNow'),
    ]
    return { slips, moduleId: form.moduleId, ...(form.idea === '' ? {} : { content: { ...content.value, idea: form.idea } }) }
  }
  return { form, content, changed, check }
}

/** The field a refusal of the server is about: `content.options.1.text.en` is `options-1-text-en`. */
export const fieldOfRefusal = (field: string | null): string => (field ?? '').replace(/^content\./, '').replaceAll('.', '-') || 'propose'
