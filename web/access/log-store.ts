import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import type { LogPage, LogReview, LogRow, ReviewDue, StandsOut } from '../../shared/access/log-views.ts'
import type { EventType } from '../../shared/event.ts'
import { amsterdamDay, amsterdamMidnight, days, plus } from '../../shared/instant.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'

export type LogState = 'loading' | 'ready' | 'offline' | 'needsDesk' | 'denied' | 'signedOut' | 'error'

function stateOf(answer: Outcome<unknown>): LogState {
  if (answer.is !== 'refused') return answer.is === 'ok' ? 'ready' : 'offline'
  if (answer.code === 'session.deskNeedsPasskey') return 'needsDesk'
  return answer.status === 401 ? 'signedOut' : answer.status === 403 ? 'denied' : 'error'
}

const nextDay = (day: string): string => plus(`${day}T00:00:00.000Z`, days(1)).slice(0, 10)
const today = () => amsterdamDay(new Date().toISOString())
/** As long as the time between two reviews, in days. */
const span = 60

/** The log as its auditor reads it. Filters and rows live in memory alone: in no address and on no device. */
export const useLog = defineStore('log', () => {
  const filter = reactive({ organisationId: '', from: '', to: '', type: '', who: '', number: '' })
  const state = ref<LogState>('loading')
  const rows = shallowRef<readonly LogRow[]>([])
  const own = ref(0)
  const cursor = ref<string | null>(null)
  const standsOut = shallowRef<StandsOut | null>(null)
  const reviews = shallowRef<readonly LogReview[]>([])
  const due = shallowRef<readonly ReviewDue[]>([])
  /** names that came by, so that somebody can be asked for by his */
  const names = reactive(new Map<string, string>())
  let turn = 0

  const period = computed(() => ({
    organisationId: filter.organisationId,
    ...(filter.from && { from: amsterdamMidnight(filter.from) }),
    ...(filter.to && { to: amsterdamMidnight(nextDay(filter.to)) }),
  }))
  const wanted = computed(() => ({
    ...period.value,
    ...(filter.type && { type: filter.type as EventType }),
    ...(filter.who.trim() && { actor: names.get(filter.who.trim()) ?? filter.who.trim() }),
    ...(filter.number.trim() && { number: filter.number.trim() }),
  }))

  function start(organisationId: string): Promise<void> {
    const to = today()
    Object.assign(filter, { organisationId, to, from: plus(`${to}T00:00:00.000Z`, -days(span)).slice(0, 10), type: '', who: '', number: '' })
    names.clear()
    return load()
  }

  function learn(list: readonly LogRow[]): void {
    for (const { actor, actorName, about, aboutName } of list) {
      if (actorName) names.set(actorName, actor)
      if (about && aboutName) names.set(aboutName, about)
    }
  }

  async function load(): Promise<void> {
    const mine = ++turn
    state.value = 'loading'
    const [page, out] = await Promise.all([
      outcomeOf<LogPage>(api.log.$get({ query: wanted.value })),
      outcomeOf<StandsOut>(api.log['stands-out'].$get({ query: period.value })),
      loadReviews(),
    ])
    if (mine !== turn) return
    state.value = stateOf(page)
    if (page.is !== 'ok') return void (rows.value = [])
    standsOut.value = out.is === 'ok' ? out.value : null
    learn([...page.value.items, ...(standsOut.value?.items.flatMap((item) => item.rows) ?? [])])
    rows.value = page.value.items
    own.value = page.value.own
    cursor.value = page.value.nextCursor
  }

  async function more(): Promise<void> {
    const mine = turn
    if (cursor.value === null) return
    const page = await outcomeOf<LogPage>(api.log.$get({ query: { ...wanted.value, cursor: cursor.value } }))
    if (mine !== turn || page.is !== 'ok') return
    learn(page.value.items)
    rows.value = [...rows.value, ...page.value.items]
    cursor.value = page.value.nextCursor
  }

  async function loadReviews(): Promise<void> {
    const { organisationId } = filter
    const [made, asked] = await Promise.all([
      outcomeOf<{ items: LogReview[] }>(api.log.reviews.$get({ query: { organisationId } })),
      outcomeOf<{ items: ReviewDue[] }>(api.log.reviews.due.$get()),
    ])
    if (organisationId !== filter.organisationId) return
    if (made.is === 'ok') reviews.value = made.value.items
    if (asked.is === 'ok') due.value = asked.value.items
  }

  async function review(findings: string): Promise<Outcome<LogReview>> {
    const { organisationId, from, to } = filter
    const json = { organisationId, from: amsterdamMidnight(from), to: amsterdamMidnight(nextDay(to)), findings }
    const answer = await outcomeOf<LogReview>(api.log.reviews.$post({ json }))
    if (answer.is === 'ok') await loadReviews()
    return answer
  }

  /** The chain of this period, as a file, once the key was shown; a refusal as it came. */
  const take = () => withStepUp(fetchFile)
  async function fetchFile(): Promise<Outcome<Blob>> {
    const response = await api.log.export.$get({ query: period.value }).catch(() => null)
    if (!response) return { is: 'offline' }
    if (!response.ok) return outcomeOf<Blob>(Promise.resolve(response as Response))
    return response.blob().then(
      (value) => ({ is: 'ok' as const, value }),
      () => ({ is: 'offline' as const }),
    )
  }

  /** Away: what was read does not stay in the memory of a tab. */
  function forget(): void {
    turn += 1
    names.clear()
    rows.value = reviews.value = due.value = []
    standsOut.value = cursor.value = null
    state.value = 'loading'
  }

  return { filter, state, rows, own, cursor, standsOut, reviews, due, names, start, load, more, review, take, forget }
})
