import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { IncidentList, IncidentSummary } from '../../shared/incident/views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { byTimeLeft, deskStateOf, type DeskState } from './desk-state.ts'

export type IncidentFilter = { state?: IncidentSummary['state']; kind?: IncidentSummary['kind']; school?: string }

/** As many pages as were asked for, or as there are, as one list. */
async function fetchPages(filter: IncidentFilter, count: number): Promise<Outcome<IncidentList>> {
  const all: IncidentSummary[] = []
  let cursor: string | null = null
  for (let page = 0; page < count; page += 1) {
    const query: IncidentFilter & { cursor?: string } = { ...filter, ...(cursor === null ? {} : { cursor }) }
    const answer: Outcome<IncidentList> = await outcomeOf<IncidentList>(api.incidents.$get({ query }))
    if (answer.is !== 'ok') return answer
    all.push(...answer.value.items)
    cursor = answer.value.nextCursor
    if (cursor === null) break
  }
  return { is: 'ok', value: { items: all, nextCursor: cursor } }
}

/** The desk's list: as many pages as were opened, fetched again as one when something changes. Nothing of it is kept on the device. */
export const useIncidents = defineStore('incidents', () => {
  const items = shallowRef<readonly IncidentSummary[]>([])
  const nextCursor = ref<string | null>(null)
  const state = ref<DeskState>('loading')
  /** when the list last came in, device clock; what is older than a broken connection says so */
  const loadedAt = ref<string | null>(null)
  const filter = ref<IncidentFilter>({})
  /** numbers that came in while the list stood open, for whoever listens instead of looks */
  const arrived = ref<readonly string[]>([])
  let pages = 1
  let turn = 0

  async function fetchList(count: number) {
    const mine = ++turn
    const answer = await fetchPages(filter.value, count)
    // A newer question was asked in the meantime: its answer counts.
    if (mine !== turn) return
    state.value = deskStateOf(answer)
    if (answer.is !== 'ok') return
    const before = new Set(items.value.map((item) => item.id))
    const isFirst = loadedAt.value === null
    pages = count
    items.value = answer.value.items.toSorted(byTimeLeft)
    nextCursor.value = answer.value.nextCursor
    loadedAt.value = new Date().toISOString()
    arrived.value = isFirst ? [] : items.value.filter((item) => item.state === 'new' && !before.has(item.id)).map((item) => item.number)
  }

  /** From the top, with this filter. */
  function load(wanted: IncidentFilter): Promise<void> {
    filter.value = wanted
    items.value = []
    nextCursor.value = null
    loadedAt.value = null
    state.value = 'loading'
    return fetchList(1)
  }

  const refresh = () => fetchList(pages)
  const more = () => fetchList(pages + 1)

  /** Signed out or away: what was read does not stay in the memory of a tab. */
  function forget() {
    turn += 1
    items.value = []
    loadedAt.value = null
    nextCursor.value = null
    state.value = 'loading'
  }

  const waiting = computed(() => items.value.filter((item) => item.state === 'new').length)
  return { items, nextCursor, state, loadedAt, filter, arrived, waiting, load, refresh, more, forget }
})
