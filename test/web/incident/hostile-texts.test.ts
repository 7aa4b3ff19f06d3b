import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Component } from 'vue'
import MeScreen from '../../../web/access/MeScreen.vue'
import { safeReturn } from '../../../web/access/safe-return.ts'
import SchoolCodeScreen from '../../../web/access/SchoolCodeScreen.vue'
import AlarmScreen from '../../../web/alert/AlarmScreen.vue'
import DeskScreen from '../../../web/incident/DeskScreen.vue'
import MyReportMessages from '../../../web/incident/MyReportMessages.vue'
import MyReportWords from '../../../web/incident/MyReportWords.vue'
import { needTexts, type Locale } from '../../../web/i18n.ts'
import DemoMessagesScreen from '../../../web/shell/DemoMessagesScreen.vue'
import UiErrorSummary from '../../../web/ui/UiErrorSummary.vue'
import { aReport, anIncident } from '../../support/dossier.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const nasty = [
  `<img src=x onerror="window.stuk=1">`,
  `"><script>window.stuk=1</script><svg onload=alert(1)>`,
  `</textarea></p><iframe srcdoc="<script>parent.window.stuk=1</script>">`,
  `javascript:window.stuk=1//`,
  `<a href="javascript:alert(1)">hier</a><form action=https://evil.example><input name=code>`,
  '{{constructor.constructor("window.stuk=1")()}} {count} @:common.close | %{x} ${7*7}',
  '\u202etxet\u202c\u2066 \u0000 \ud800 \u200b',
] as const

/** Every text of a view says something nasty; ids, moments and what comes from a closed list stay. */
function poisoned<T>(view: T, text: string, kept: RegExp): T {
  const poison = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return kept.test(name) || /^\d{4}-\d\d-\d\dT|^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value) ? value : text
    if (Array.isArray(value)) return value.map((one) => poison(one, name))
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, poison(one, key)]))
    return value
  }
  return poison(view, '') as T
}
const lists =
  /^(kind|state|addressee|discoveredBasis|flags|status|channel|stage|from|authorRole|corrects|stillGoingOn|peopleCount|scope|mode|roles|rulesVersion|role|outcome)$/

const message = {
  ...{ id: '01900000-0000-7000-8000-000000000071', from: 'reporter' as const, authorRole: 'staff', mine: false, text: 'x', corrects: null },
  ...{ sentAt: '2026-03-02T08:10:00.000Z', receivedAt: '2026-03-02T08:10:00.000Z', readAt: null },
}
const details = { atProcessor: 'x', alreadyDone: ['x', '__proto__', 'constructor'], peopleCount: 'class' }
const dossier = anIncident({
  reports: [aReport({ details, oddFields: { later: 'x', toString: 5, deep: [['x']] }, flags: ['unknownField', 'notVerified'], messages: [message] })],
  acknowledgedAt: '2026-03-02T08:30:00.000Z',
  acknowledgedBy: 'x',
  state: 'acknowledged',
})

beforeEach(() => {
  document.body.replaceChildren()
  vi.stubGlobal('EventSource', function refused() {
    return { readyState: 2, addEventListener: () => undefined, close: () => undefined }
  })
})
afterEach(() => vi.unstubAllGlobals())

async function shown(
  component: Component,
  text: string,
  locale: Locale,
  { answers = {}, ...where }: { answers?: FarEnd; path?: string; at?: string; props?: object } = {},
) {
  const view = poisoned(fritsSession({ scope: 'desk' }), text, lists)
  localStorage.setItem('seintje.session', JSON.stringify({ view, boards: view.boards, mode: 'demo' }))
  farEnd({ 'GET /session': { body: view }, 'GET /alarms': { body: { items: [] } }, ...answers })
  await needTexts('incident', 'mine', 'form')
  const { screen } = await mountScreen(component, { locale, ...where })
  await flushPromises()
  await new Promise((resolve) => setTimeout(resolve))
  return screen
}

/** Nothing that could run, lead away or ask for something was made of it. */
function expectHarmless() {
  const made = [...document.querySelectorAll('script, iframe, object, embed, base, meta, link, form[action], [srcdoc], [style*="url("]')]
  expect(made.map((element) => element.outerHTML)).toEqual([])
  const images = [...document.querySelectorAll('img')].map((image) => image.getAttribute('src') ?? '')
  expect(images.filter((source) => !/^(\/api\/v1\/reports\/|blob:|\/icons\/)/.test(source))).toEqual([])
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on/i)
      if (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name)) expect(value).toMatch(/^(\/(?!\/)|#|tel:[+\d]*$|mailto:|blob:)/)
    }
  }
  expect('stuk' in window).toBe(false)
}

const says = (text: string) => document.body.textContent?.includes(text)

describe.each(nasty)('a text that says %s', (text) => {
  it.each(['nl', 'en'] as const)('is shown as these very letters on the desk and in the dossier, in %s', async (locale) => {
    const incident = poisoned(dossier, text, lists)
    const answers = {
      'GET /incidents': { body: { items: [incident], nextCursor: null } },
      [`GET /incidents/${incident.id}`]: { body: incident },
    }
    await shown(DeskScreen, text, locale, { answers, path: '/desk/:incidentId?', at: `/desk/${incident.id}` })
    expectHarmless()
    expect(says(text)).toBe(true)
  })

  it.each(['nl', 'en'] as const)('is so on the other screens that show what a server says, in %s', async (locale) => {
    const { id: incidentId, organisationId } = anIncident()
    const alarm = poisoned({ ...anIncident(), incidentId }, text, lists)
    const refusal = { status: 409, body: { code: 'incident.closed', title: text, detail: text } }
    await shown(AlarmScreen, text, locale, { answers: { 'GET /alarms': { body: { items: [alarm] } } }, path: '/alarm/:incidentId', at: `/alarm/${incidentId}` })
    const code = { organisationId, boardName: text, code: text, createdAt: '2026-03-02T08:00:00.000Z' }
    await shown(SchoolCodeScreen, text, locale, {
      answers: { [`GET /boards/${organisationId}/school-code`]: { body: code } },
      path: '/ik/schoolcode',
      at: '/ik/schoolcode',
    })
    await shown(MeScreen, text, locale, { path: '/ik', at: '/ik' })
    const mails = [
      { at: '2026-03-02T08:00:00.000Z', channel: 'mail', to: text, subject: text, text: `${text} https://evil.example/${text} javascript:alert(1)` },
    ]
    await shown(DemoMessagesScreen, text, locale, { answers: { 'GET /demo/messages': { body: { items: mails } } } })
    await shown(AlarmScreen, text, locale, {
      answers: { 'GET /alarms': refusal },
      path: '/alarm/:incidentId',
      at: `/alarm/${encodeURIComponent(text.toWellFormed())}`,
    })
    const line = { id: incidentId, kind: 'deviceLost', state: 'received', receivedAt: message.receivedAt, questions: 0, discreet: false, underway: 0 }
    const thread = [{ ...message, text, at: message.sentAt, state: 'received', reason: text }]
    await shown(MyReportMessages, text, locale, { props: { line, thread } })
    await shown(MyReportWords, text, locale, { props: { line, words: { text, fromSchool: true }, photos: [] } })
    await shown(UiErrorSummary, text, locale, { props: { title: text, errors: [{ id: text, text }] } })
    expectHarmless()
    expect(says(text)).toBe(true)
  })
})

it('shows sixty thousand letters in one word, and a thousand tags in one text, without a hitch', async () => {
  for (const description of ['x'.repeat(60_000), '<b>'.repeat(20_000)]) {
    const incident = anIncident({ reports: [aReport({ description })] })
    const answers = { 'GET /incidents': { body: { items: [incident], nextCursor: null } }, [`GET /incidents/${incident.id}`]: { body: incident } }
    const started = performance.now()
    await shown(DeskScreen, 'x', 'nl', { answers, path: '/desk/:incidentId?', at: `/desk/${incident.id}` })
    expect(says(description)).toBe(true)
    expect(performance.now() - started).toBeLessThan(5_000)
  }
})

it('leads nobody away after signing in', () => {
  const away = [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '\\\\evil',
    '/\n/evil',
    '',
    null,
    ['/desk'],
    '/inloggen?naar=/inloggen',
  ]
  expect(away.map(safeReturn)).toEqual(away.map(() => '/'))
  expect(safeReturn('/desk/1?x=y')).toBe('/desk/1?x=y')
})
