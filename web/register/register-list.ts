import { reactive, ref, shallowRef } from 'vue'
import type { RegisterOutcome } from '../../shared/register/columns.ts'
import type { RegisterKind } from '../../shared/register/register-kinds.ts'
import type { RegisterFormat, RegisterItem, RegisterPage } from '../../shared/register/register-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'

export type Filter = { kind: string; school: string; outcome: string; from: string; to: string }
export const emptyFilter = (): Filter => ({ kind: '', school: '', outcome: '', from: '', to: '' })

/** A file of the server's, or its refusal as it came. */
export async function fetchFile(request: Promise<unknown>): Promise<Outcome<Blob>> {
  const response = (await request.catch(() => null)) as Response | null
  if (!response) return { is: 'offline' }
  if (!response.ok) return outcomeOf<Blob>(Promise.resolve(response))
  return response.blob().then(
    (value) => ({ is: 'ok' as const, value }),
    () => ({ is: 'offline' as const }),
  )
}

const dates = ({ from, to }: Filter) => ({ ...(from && { from }), ...(to && { to }) })

/** The register as it is read here. Filters and rows live in memory alone: in no address and on no device. */
export function useRegisterList() {
  const filter = reactive(emptyFilter())
  const state = ref<'loading' | 'ready' | 'offline' | 'failed' | 'signedOut'>('loading')
  const items = shallowRef<readonly RegisterItem[]>([])
  const cursor = ref<string | null>(null)
  let [turn, board] = [0, '']

  const wanted = () => ({
    ...(board && { organisationId: board }),
    ...(filter.kind && { kind: filter.kind as RegisterKind }),
    ...(filter.school && { school: filter.school }),
    ...(filter.outcome && { outcome: filter.outcome as RegisterOutcome }),
    ...dates(filter),
  })

  async function load(organisationId: string): Promise<void> {
    const mine = ++turn
    board = organisationId
    state.value = 'loading'
    const page = await outcomeOf<RegisterPage>(api.register.$get({ query: wanted() }))
    if (mine !== turn) return
    state.value = page.is === 'ok' ? 'ready' : page.is === 'offline' ? 'offline' : page.status === 401 ? 'signedOut' : 'failed'
    items.value = page.is === 'ok' ? page.value.items : []
    cursor.value = page.is === 'ok' ? page.value.nextCursor : null
  }

  async function more(): Promise<void> {
    const mine = turn
    if (cursor.value === null) return
    const page = await outcomeOf<RegisterPage>(api.register.$get({ query: { ...wanted(), cursor: cursor.value } }))
    if (mine !== turn || page.is !== 'ok') return
    items.value = [...items.value, ...page.value.items]
    cursor.value = page.value.nextCursor
  }

  /** Once the key was shown. */
  const take = (organisationId: string, format: RegisterFormat) =>
    withStepUp(() => fetchFile(api.register.export.$get({ query: { organisationId, format, ...dates(filter) } })))

  return { filter, state, items, cursor, load, more, take }
}
export type RegisterList = ReturnType<typeof useRegisterList>
