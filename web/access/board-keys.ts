import { ref, shallowRef } from 'vue'
import type { BoardPersonView, InvitedView, KeyResetView } from '../../shared/access/key-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'

const board = api.boards[':organisationId']

/** The keys of one board's people, and who asks for new ones. Each deed asks for the key first, and reads again after it. */
export function boardKeys(organisationId: string) {
  const people = shallowRef<readonly BoardPersonView[] | null>(null)
  const resets = shallowRef<readonly KeyResetView[]>([])
  const state = ref<'loading' | 'ready' | 'offline' | 'failed'>('loading')
  const param = { organisationId }

  async function load(): Promise<void> {
    const [found, asked] = await Promise.all([
      outcomeOf<BoardPersonView[]>(board.people.$get({ param })),
      outcomeOf<KeyResetView[]>(board['key-resets'].$get({ param })),
    ])
    if (found.is === 'ok' && asked.is === 'ok') {
      people.value = found.value
      resets.value = asked.value.filter((reset) => reset.state === 'open')
      state.value = 'ready'
    } else state.value = found.is === 'offline' || asked.is === 'offline' ? 'offline' : 'failed'
  }

  async function then<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await request
    if (answer.is === 'ok') await load()
    return answer
  }

  const invite = (personId: string) => then(withStepUp(() => outcomeOf<InvitedView>(board['key-invitations'].$post({ param, json: { personId } }))))
  const askReset = (personId: string, reason: string) =>
    then(withStepUp(() => outcomeOf<KeyResetView>(board['key-resets'].$post({ param, json: { personId, reason } }))))
  const decide = (id: string, agree: boolean) =>
    then(withStepUp(() => outcomeOf<InvitedView>(board['key-resets'][':id'].decision.$post({ param: { organisationId, id }, json: { agree } }))))

  return { people, resets, state, load, invite, askReset, decide }
}
