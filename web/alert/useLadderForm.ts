import { computed, reactive } from 'vue'
import type { ChangeAlerting } from '../../shared/alert/alerting-views.ts'
import { defaultLadder, type LadderChannel, type LadderRole } from '../../shared/deadline/ladder.ts'
import type { Steps } from './ring-plan.ts'

/** A step as it is typed. `id`: which one it stays when others come before it. */
export type StepForm = { id: number; minutes: string; roles: LadderRole[]; people: string[]; channels: LadderChannel[]; open: boolean }
export type Part = 'day' | 'night'
export type Slip = { id: string; text: string }
type Form = { day: StepForm[]; night: StepForm[]; hasNight: boolean; nightFrom: string; nightUntil: string; progressMinutes: string }

/** The field of a step a slip is about, by its place in the ladder. */
export const fieldId = (part: Part, step: number, what: string) => `${part}-${step}-${what}`

/** The ladder of a board while somebody changes it. */
export function useLadderForm(was: ChangeAlerting) {
  let count = 0
  const stepForm = ({ afterMinutes, roles, people = [], channels }: Steps[number]): StepForm => ({
    ...{ id: (count += 1), minutes: String(afterMinutes), roles: [...roles], people: [...people], channels: [...channels], open: false },
  })
  const form: Form = reactive({
    day: was.day.map(stepForm),
    night: (was.night ?? []).map(stepForm),
    hasNight: was.night !== null,
    nightFrom: was.nightFrom,
    nightUntil: was.nightUntil,
    progressMinutes: String(was.progressMinutes),
  })

  const stepOf = ({ minutes, roles, people, channels }: StepForm): Steps[number] => ({
    afterMinutes: Number(minutes),
    roles: [...roles],
    ...(people.length > 0 && { people: [...people] }),
    channels: [...channels],
  })
  const input = computed((): ChangeAlerting => ({
    day: form.day.map(stepOf),
    night: form.hasNight ? form.night.map(stepOf) : null,
    nightFrom: form.nightFrom,
    nightUntil: form.nightUntil,
    progressMinutes: Number(form.progressMinutes),
  }))
  const written = ({ day, night, nightFrom, nightUntil, progressMinutes }: ChangeAlerting) =>
    JSON.stringify([day.map(plain), night?.map(plain), nightFrom, nightUntil, progressMinutes])
  const changed = computed(() => written(input.value) !== written(was))

  /** Later than the one before, as far apart as the two before it; like it in all else. */
  function add(part: Part) {
    const steps = form[part]
    const last = steps.at(-1)
    const gap = last ? Number(last.minutes) - Number(steps.at(-2)?.minutes ?? 0) || 15 : 0
    const afterMinutes = last ? Number(last.minutes) + gap : 0
    steps.push({ ...stepForm({ afterMinutes, roles: [], channels: last?.channels ?? ['push', 'mail'] }), open: true })
  }
  /** What is first rings at once. */
  function remove(part: Part, step: number) {
    form[part].splice(step, 1)
    const first = form[part][0]
    if (first) first.minutes = '0'
  }
  /** The night begins as the day is. */
  function setNight(on: boolean) {
    form.hasNight = on
    if (on && form.night.length === 0) form.night = form.day.map((step) => stepForm(stepOf(step)))
  }
  const toDefault = () => void (form.day = defaultLadder.map((step) => stepForm({ ...step, roles: [...step.roles], people: [], channels: [...step.channels] })))

  return { form, input, changed, add, remove, setNight, toDefault }
}

const plain = ({ afterMinutes, roles, people = [], channels }: Steps[number]) => [afterMinutes, roles.toSorted(), people.toSorted(), channels.toSorted()]
