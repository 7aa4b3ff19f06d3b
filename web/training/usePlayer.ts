import { computed, ref, shallowRef, watch, watchEffect } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { grade, type Module, type Option } from '../../shared/training/module.ts'
import { askedIn, type Asked } from './asked.ts'
import { loadModule } from './content.ts'
import { completionIn } from './module-state.ts'
import { choicesOf, keepChoice, mayShow, openAt, seen, sittingOf, startOver } from './sitting.ts'
import { useLearner } from './useLearner.ts'

/** One module, played: which question stands in the address, what was chosen, and where one goes on. Nothing is lost by leaving. */
export function usePlayer() {
  const [route, router] = [useRoute(), useRouter()]
  const learner = useLearner()
  const { mine, given, role, session, board } = learner
  const moduleId = ref(String(route.params.id))
  const step = ref(String(route.params.step ?? ''))
  const module = shallowRef<Module>()
  const failed = ref<'nothing' | 'module' | 'network'>('nothing')
  /** why there is nothing to play: a board may have hidden it since */
  const lacks = computed(() => (mine.value?.hidden.includes(moduleId.value) ? 'hidden' : failed.value))

  // The address of another screen is none of ours, while this one goes.
  watch(
    () => route.params,
    ({ id, step: at }) => {
      if (typeof id === 'string') [moduleId.value, step.value] = [id, String(at ?? '')]
    },
  )
  async function load(id: string) {
    module.value = undefined
    failed.value = 'nothing'
    const found = await loadModule(id).catch(() => null)
    if (id !== moduleId.value) return
    if (found) module.value = found
    else failed.value = found === null ? 'network' : 'module'
  }
  watch(moduleId, load, { immediate: true })

  const sitting = computed(() => sittingOf(session.identityId, board.value?.organisationId ?? null, moduleId.value))
  const asked = computed(() => (module.value && role.value ? askedIn(module.value, role.value, mine.value?.ownQuestions ?? []) : []))
  const completion = computed(() => completionIn(mine.value, moduleId.value))
  const progress = computed(() => mine.value?.progress.find((one) => one.moduleId === moduleId.value)?.questionIds ?? [])
  const choices = computed(() => {
    const round = { moduleId: moduleId.value, progress: progress.value, completedAt: completion.value?.completedAt ?? null, sitting: sitting.value }
    return choicesOf(given.value, round)
  })
  const standing = computed(() => {
    const valid = (completion.value?.validUntil ?? '') > new Date().toISOString()
    return { asked: asked.value, choices: choices.value, sitting: sitting.value, rests: valid && progress.value.length === 0 }
  })
  const pathOf = (at: number | 'klaar') => `/oefenen/module/${moduleId.value}/${at}`

  watchEffect(() => {
    if (!learner.ready.value || asked.value.length === 0) return
    if (route.query.opnieuw !== undefined && sitting.value.againSince === null) startOver(sitting.value, new Date().toISOString())
    seen(sitting.value, progress.value)
    if (!mayShow(step.value, standing.value)) void router.replace(pathOf(openAt(standing.value)))
  })
  const shown = computed(() => asked.value.length > 0 && learner.ready.value && mayShow(step.value, standing.value))
  const place = computed(() => (shown.value && step.value !== 'klaar' ? Number(step.value) : undefined))
  const current = computed(() => (place.value ? asked.value[place.value - 1] : undefined))

  async function choose({ id, moduleVersion, question }: Asked, optionId: Option['id']) {
    if (choices.value[id] || !role.value) return
    const given = { moduleId: moduleId.value, moduleVersion, questionId: id, optionId, role: role.value, practice: false }
    await keepChoice(sitting.value.choices, id, optionId, () => learner.answer({ ...given, right: grade(question, optionId)?.right ?? null }))
  }
  function again() {
    startOver(sitting.value, new Date().toISOString())
    void router.push(pathOf(1))
  }
  return { learner, module, lacks, load: () => load(moduleId.value), asked, sitting, choices, completion, shown, place, current, pathOf, choose, again }
}
