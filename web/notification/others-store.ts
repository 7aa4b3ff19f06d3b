import { ref, shallowRef } from 'vue'
import type { ChangeMeasure, MeasureList } from '../../shared/notification/measures.ts'
import type { OthersView, PlanOther } from '../../shared/notification/other-parties.ts'
import type { OpenItem, OpenedAt, ProcessorSet, ProcessorView, SaveProcessor, SetProcessor } from '../../shared/notification/processors.ts'
import { useSession } from '../access/session-store.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { newId } from '../offline/uuid.ts'
import { withStepUp } from '../step-up.ts'

export type FetchState = 'loading' | 'ready' | 'offline' | 'failed'

/** What a screen fetched, and how that went. It lives in memory alone; what is there stays while it is fetched again. */
function fetched<T>(ask: () => Promise<Outcome<T>>) {
  const session = useSession()
  const value = shallowRef<T | null>(null)
  const state = ref<FetchState>('loading')
  async function load(): Promise<void> {
    if (value.value === null) state.value = 'loading'
    const answer = await ask()
    if (answer.is === 'refused' && answer.status === 401) session.expired()
    if (answer.is === 'ok') value.value = answer.value
    state.value = answer.is === 'ok' ? 'ready' : answer.is === 'offline' ? 'offline' : 'failed'
  }
  return { value, state, load }
}

/** An id made here: a second try after a lost answer is the same thing once more. */
export const freshId = () => newId(Date.now())

const of = api.incidents[':incidentId']
type Saved = { revision: number }

export const changeMeasure = (incidentId: string, id: string, json: ChangeMeasure) =>
  withStepUp(() => outcomeOf<Saved>(of.measures[':id'].$put({ param: { incidentId, id }, json })))
export const planOther = (incidentId: string, id: string, json: PlanOther) =>
  withStepUp(() => outcomeOf<Saved>(of.others[':id'].$put({ param: { incidentId, id }, json })))
export const setProcessor = (incidentId: string, json: SetProcessor) =>
  withStepUp(() => outcomeOf<ProcessorSet>(of.processor.$put({ param: { incidentId }, json })))

export const fetchOthers = (incidentId: () => string) =>
  fetched<OthersView>(() => outcomeOf<OthersView>(of.others.$get({ param: { incidentId: incidentId() } })))

export const fetchMeasures = (all: () => boolean) =>
  fetched<MeasureList>(() => withStepUp(() => outcomeOf<MeasureList>(api.measures.$get({ query: all() ? { all: 'true' } : {} }))))

export const fetchProcessors = (organisationId: string) =>
  fetched<ProcessorView[]>(() => withStepUp(() => outcomeOf<ProcessorView[]>(api.processors.$get({ query: { organisationId } }))))
export const saveProcessor = (id: string, json: SaveProcessor) =>
  withStepUp(() => outcomeOf<ProcessorView>(api.processors[':id'].$put({ param: { id }, json })))
export const tickProcessor = (id: string, organisationId: string) =>
  withStepUp(() => outcomeOf<ProcessorView>(api.processors[':id'].tick.$post({ param: { id }, json: { organisationId } })))
export const endProcessor = (id: string, organisationId: string) =>
  withStepUp(() => outcomeOf<ProcessorView>(api.processors[':id'].end.$post({ param: { id }, json: { organisationId } })))
export const openAtBoards = (items: OpenItem[]) => withStepUp(() => outcomeOf<{ items: OpenedAt[] }>(api.processors.incidents.$post({ json: { items } })))
