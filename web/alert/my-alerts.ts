import { ref, shallowRef } from 'vue'
import type { AlertTest, ChangeMyAlerts, MyAlerts } from '../../shared/alert/alerting-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'

/** What rings me, at each board where I am in the team. */
export function myAlerts() {
  const boards = shallowRef<readonly MyAlerts[] | null>(null)
  const state = ref<'loading' | 'ready' | 'offline' | 'failed'>('loading')
  const now = ref('')

  async function load(): Promise<void> {
    const answer = await outcomeOf<MyAlerts[]>(api['my-alerts'].$get())
    if (answer.is !== 'ok') return void (state.value = answer.is === 'offline' ? 'offline' : 'failed')
    now.value = new Date().toISOString()
    boards.value = answer.value
    state.value = 'ready'
  }
  async function save(organisationId: string, json: ChangeMyAlerts): Promise<Outcome<MyAlerts>> {
    const answer = await withStepUp(() => outcomeOf<MyAlerts>(api['my-alerts'][':organisationId'].$put({ param: { organisationId }, json })))
    if (answer.is === 'ok') boards.value = (boards.value ?? []).map((one) => (one.organisationId === organisationId ? answer.value : one))
    return answer
  }
  const test = (organisationId: string, channel: 'mail' | 'sms') =>
    outcomeOf<AlertTest>(api['my-alerts'][':organisationId'].test.$post({ param: { organisationId }, json: { channel } }))

  return { boards, state, now, load, save, test }
}
