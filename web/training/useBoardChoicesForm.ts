import { computed, reactive } from 'vue'
import { highestFloor, lowestFloor, type HolidayRegion, type TrainingSettings } from '../../shared/training/training-settings.ts'
import { titles } from './titles.ts'
import { yearlyDay } from './yearly-day.ts'

export type Slip = { id: string; text: string }

/** What a board chooses about training while it is being changed. Modules this app does not know stay as they were. */
export function useBoardChoicesForm(settings: TrainingSettings, t: (key: string, filling?: Record<string, unknown>) => string) {
  const known = titles.map(({ id }) => id)
  const [month = '', day = ''] = (settings.dueOn ?? '').split('-').map((part) => String(Number(part) || ''))
  const form = reactive({
    offered: known.filter((id) => !settings.hidden.includes(id)),
    hasDay: settings.dueOn !== null,
    ...{ day, month },
    region: (settings.region ?? 'all') as HolidayRegion | 'all',
    nudges: settings.nudges,
    floor: String(settings.floor),
    statements: settings.statements,
  })

  const input = computed<TrainingSettings>(() => ({
    floor: Number(form.floor),
    hidden: [...settings.hidden.filter((id) => !known.includes(id)), ...known.filter((id) => !form.offered.includes(id))],
    dueOn: form.hasDay ? (yearlyDay(form.day, form.month) ?? null) : null,
    region: form.region === 'all' ? null : form.region,
    nudges: form.nudges,
    statements: form.statements,
  }))
  const before = JSON.stringify(form)
  const changed = computed(() => JSON.stringify(form) !== before)

  /** It only goes up. */
  const lowest = Math.max(lowestFloor, settings.floor)
  function slips(): Slip[] {
    const floor = Number(form.floor)
    return [
      ...(form.offered.length === 0 ? [{ id: 'offered', text: t('trainingboard.wrong.modules') }] : []),
      ...(form.hasDay && yearlyDay(form.day, form.month) === undefined ? [{ id: 'due-day', text: t('trainingboard.wrong.day') }] : []),
      ...(Number.isInteger(floor) && floor >= lowest && floor <= highestFloor
        ? []
        : [{ id: 'floor', text: t('trainingboard.wrong.floor', { lowest, highest: highestFloor }) }]),
    ]
  }
  return { form, input, changed, slips }
}

/** Where on the form a refusal of the server belongs. */
export const fieldOf = (code: string): string =>
  code === 'training.day' ? 'due-day' : code === 'training.region' ? 'region' : code === 'training.floorOnlyUp' ? 'floor' : 'offered'
