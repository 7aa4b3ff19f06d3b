import { computed, ref, shallowRef, watch, watchEffect } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { grade, type Module, type Option } from '../../shared/training/module.ts'
import { dueCards, practiceFor } from '../../shared/training/schedule.ts'
import { askedIn, type Asked } from './asked.ts'
import { loadModule } from './content.ts'
import { keepChoice, newSitting, sittingOf, startOver, type Sitting } from './sitting.ts'
import { offeredIds } from './module-state.ts'
import { titles } from './titles.ts'
import { useLearner } from './useLearner.ts'

/** Which questions a sitting asks is settled once, by its sitting: what is answered is no longer due, and would fall out of it. */
const picked = new WeakMap<Sitting, readonly Asked[]>()

/** Two minutes of what comes back today, out of all modules. */
export function usePractice() {
  const [route, router] = [useRoute(), useRouter()]
  const learner = useLearner()
  const { mine, role, session, board } = learner
  const step = ref(String(route.params.step ?? ''))
  const modules = shallowRef<readonly Module[]>()
  const failed = ref(false)
  watch(
    () => route.fullPath,
    () => void (route.path.startsWith('/oefenen/herhalen') && (step.value = String(route.params.step ?? ''))),
  )
  async function load() {
    failed.value = false
    const found = await Promise.all(titles.map(({ id }) => loadModule(id))).catch(() => undefined)
    if (found) modules.value = found.flatMap((one) => one ?? [])
    else failed.value = true
  }
  void load()

  const sitting = computed(() => sittingOf(session.identityId, board.value?.organisationId ?? null, 'herhalen'))
  const list = shallowRef<readonly Asked[]>()
  const offered = computed(() => (mine.value && role.value ? offeredIds(titles, role.value, mine.value) : new Set<string>()))
  const cards = computed(() => mine.value?.cards.filter(({ questionId }) => offered.value.has(questionId)) ?? [])
  const dueNow = () => dueCards(cards.value, new Date().toISOString())

  function pick(): readonly Asked[] {
    const [now, own, as] = [new Date().toISOString(), mine.value, role.value]
    if (!modules.value || !own || !as || dueNow().length === 0) return []
    const all = modules.value.flatMap((module) => askedIn(module, as, own.ownQuestions))
    const asked = modules.value.map(({ id }) => ({ moduleId: id, questionIds: all.filter(({ moduleId }) => moduleId === id).map((one) => one.id) }))
    return practiceFor({ asked, hidden: own.hidden, cards: own.cards, now }).flatMap(({ questionId }) => all.find(({ id }) => id === questionId) ?? [])
  }
  /** The list of the sitting that goes on, or a new one. */
  function begin(anew: boolean) {
    if (anew) startOver(sitting.value, new Date().toISOString())
    const going = picked.get(sitting.value)
    const goesOn = !anew && going !== undefined && going.length > 0
    list.value = goesOn ? going : pick()
    if (!goesOn) Object.assign(sitting.value, newSitting())
    picked.set(sitting.value, list.value)
  }
  const ready = computed(() => modules.value !== undefined && learner.ready.value && role.value !== null)
  watch(ready, (now) => now && begin(step.value === ''), { immediate: true })

  const open = computed(() => list.value?.findIndex(({ id }) => !sitting.value.choices[id]) ?? -1)
  const pathOf = (at: number | 'klaar') => `/oefenen/herhalen/${at}`
  const mayShow = computed(() =>
    step.value === 'klaar' ? open.value < 0 : Number(step.value) >= 1 && Number(step.value) <= (open.value < 0 ? (list.value?.length ?? 0) : open.value + 1),
  )
  watchEffect(() => {
    if (list.value && list.value.length > 0 && !mayShow.value) void router.replace(pathOf(open.value < 0 ? 'klaar' : open.value + 1))
  })
  const place = computed(() => (list.value && list.value.length > 0 && step.value !== 'klaar' && mayShow.value ? Number(step.value) : undefined))
  const current = computed(() => (place.value ? list.value?.[place.value - 1] : undefined))
  /** when the next one comes, of what is not due now */
  const next = computed(
    () =>
      cards.value
        .map(({ card }) => card.due)
        .toSorted()
        .at(0) ?? null,
  )

  async function choose({ id, moduleId, moduleVersion, question }: Asked, optionId: Option['id']) {
    const here = sitting.value.choices
    if (here[id] || !role.value) return
    const given = { moduleId, moduleVersion, questionId: id, optionId, role: role.value, practice: true }
    await keepChoice(here, id, optionId, () => learner.answer({ ...given, right: grade(question, optionId)?.right ?? null }))
  }
  function more() {
    begin(true)
    void router.push(pathOf(1))
  }
  return { learner, list, failed, load, sitting, place, current, pathOf, next, dueNow, choose, more }
}
