import { ref, shallowRef } from 'vue'
import type { AbsenceView, AlertingView, ChangeAlerting } from '../../shared/alert/alerting-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'

const board = api.boards[':organisationId']
export type Period = Pick<AbsenceView, 'fromAt' | 'untilAt'>

/** How one board is rung, who is away, and who can be reached. Each deed reads again after it. */
export function boardAlerting(organisationId: string) {
  const view = shallowRef<AlertingView | null>(null)
  const state = ref<'loading' | 'ready' | 'offline' | 'failed'>('loading')
  /** the moment all of it was worked out for */
  const now = ref('')
  const param = { organisationId }

  function take(answer: Outcome<AlertingView>) {
    if (answer.is !== 'ok') return void (state.value = answer.is === 'offline' ? 'offline' : 'failed')
    now.value = new Date().toISOString()
    view.value = answer.value
    state.value = 'ready'
  }
  const load = async () => take(await outcomeOf<AlertingView>(board.alerting.$get({ param })))

  async function then<T>(answer: Outcome<T>): Promise<Outcome<T>> {
    if (answer.is === 'ok') await load()
    return answer
  }
  const save = async (json: ChangeAlerting) => then(await withStepUp(() => outcomeOf<AlertingView>(board.alerting.$put({ param, json }))))
  const away = async (personId: string, { fromAt, untilAt }: Period) =>
    then(await withStepUp(() => outcomeOf<AbsenceView>(board.absences.$post({ param, json: { personId, fromAt, untilAt } }))))
  const back = async (id: string) =>
    then(await withStepUp(() => outcomeOf<unknown>(board.absences[':absenceId'].$delete({ param: { organisationId, absenceId: id } }))))

  return { view, state, now, load, save, away, back }
}
