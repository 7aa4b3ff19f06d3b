import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type RouteRecordRaw } from 'vue-router'
import type { SessionView } from '../../shared/access/session-view.ts'
// Screens fetch it on demand; here it lies ready, so that an answer takes no longer than a turn.
import '../../web/api.ts'
import { i18n, needTexts, setLocale, type Locale } from '../../web/i18n.ts'

type Answer = { status?: number; body?: unknown } | 'offline'
/** "GET /incidents" -> what the server says; a function sees the request. */
export type FarEnd = Record<string, Answer | ((request: { url: URL; body: unknown }) => Answer)>

/** The server's far end for a screen: answers by method and path, and remembers what it was asked. */
export function farEnd(answers: FarEnd) {
  const asked: { what: string; body: unknown; query: URLSearchParams }[] = []
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : String(input), 'http://localhost')
    const what = `${init?.method ?? 'GET'} ${url.pathname.replace('/api/v1', '')}`
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    asked.push({ what, body, query: url.searchParams })
    const found = answers[what]
    const answer = typeof found === 'function' ? found({ url, body }) : (found ?? { status: 404, body: { code: 'request.notFound' } })
    if (answer === 'offline') throw new TypeError('no network')
    const status = answer.status ?? 200
    return new Response(status === 204 ? null : JSON.stringify(answer.body), { status, headers: { 'content-type': 'application/json' } })
  })
  return { asked }
}

const elsewhere: Component = { template: '<h1>elders</h1>', render: () => null }

/** A screen as the app shows it: real sentences, a fresh store, and a router that knows where it stands. */
export async function mountScreen(component: Component, { path = '/', at = '/', locale = 'nl' as Locale, props = {}, slots = {} } = {}) {
  await setLocale(locale)
  await needTexts('incident', 'alert', 'deadline', 'session', 'keys', 'terms')
  const pinia = createPinia()
  setActivePinia(pinia)
  const routes: RouteRecordRaw[] = [{ path, component }, ...(path === '/:rest(.*)*' ? [] : [{ path: '/:rest(.*)*', component: elsewhere }])]
  const router = createRouter({ history: createMemoryHistory(), routes })
  await router.push(at)
  const screen = mount(component, { props, slots, global: { plugins: [pinia, i18n, router] }, attachTo: document.body })
  await flushPromises()
  return { screen, router }
}

const id = (n: number) => `01900000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`

/** Frits, FG of one board, with a session of the desk. */
export const fritsSession = (changes: Partial<SessionView> = {}): SessionView => ({
  identityId: id(21),
  scope: 'desk',
  expiresAt: '2026-03-05T18:00:00.000Z',
  mode: 'production',
  boards: [
    {
      organisationId: id(1),
      name: 'Stichting De Waterlelie',
      personId: id(31),
      personName: 'Frits Fictief',
      roles: ['staff', 'dpo'],
      schools: [{ id: id(11), name: 'De Regenboog' }],
      contacts: { dpo: { name: 'Frits Fictief', phone: '085 555 01 11' }, chair: null },
    },
  ],
  ...changes,
})
