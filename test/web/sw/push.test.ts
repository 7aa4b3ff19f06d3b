import { expect, it } from 'vitest'
import { openFrom, pathOf, readPush, showPush } from '../../../web/sw/push.ts'

const origin = 'https://seintje.example'
const notification = {
  title: 'Nieuwe melding 2026-014',
  body: 'nog 71 uur · De Waterlelie',
  navigate: `${origin}/alarm/7`,
  tag: 'alarm-7',
  lang: 'nl',
  app_badge: '3',
}

/** A worker as far as these functions see one; the browser is the far end here. */
function worker(pages: { focused: boolean; said: unknown[] }[] = []) {
  const seen = { shown: [] as unknown[], badge: null as number | null, opened: [] as string[], focusedPage: -1 }
  const clients = pages.map((page, index) => ({
    focused: page.focused,
    postMessage: (message: unknown) => page.said.push(message),
    focus: async () => void (seen.focusedPage = index),
  }))
  const scope = {
    location: { origin },
    registration: { showNotification: async (title: string, options: NotificationOptions) => void seen.shown.push({ title, ...options }) },
    navigator: { setAppBadge: async (count: number) => void (seen.badge = count) },
    clients: { matchAll: async () => clients, openWindow: async (path: string) => void seen.opened.push(path) },
  }
  return { scope: scope as unknown as ServiceWorkerGlobalScope, seen }
}

it('shows the declarative payload with its tag, language and badge, and rings again for the same alarm', async () => {
  const { scope, seen } = worker([{ focused: true, said: [] }])
  await showPush(scope, JSON.stringify({ web_push: 8030, notification }))
  expect(seen.shown).toMatchObject([
    { title: notification.title, body: notification.body, tag: 'alarm-7', lang: 'nl', renotify: true, data: { navigate: notification.navigate } },
  ])
  expect(seen.badge).toBe(3)
  // iOS has no action buttons, so there are none anywhere: one tap opens the app, the next one acknowledges.
  expect(seen.shown[0]).not.toHaveProperty('actions')
})

it.each(['', 'x', 'null', '[]', '{"notification":7}', '{"notification":{"title":5}}'])('shows something for a push it cannot read: %s', async (raw) => {
  const { scope, seen } = worker()
  await showPush(scope, raw)
  expect(seen.shown).toMatchObject([{ title: 'Seintje', tag: 'seintje' }])
  expect(readPush(raw).badge).toBeNull()
})

it('leads to a screen of this site and nowhere else', () => {
  expect(pathOf({ navigate: `${origin}/alarm/7?x=1` }, origin)).toBe('/alarm/7?x=1')
  for (const navigate of ['https://elders.example/a', '//elders.example', 'javascript:alert(1)', 7, undefined]) expect(pathOf({ navigate }, origin)).toBe('/')
})

it('brings the open page forward and lets it go there, or opens one', async () => {
  const pages = [
    { focused: false, said: [] as unknown[] },
    { focused: true, said: [] as unknown[] },
  ]
  const open = worker(pages)
  await openFrom(open.scope, { navigate: '/alarm/7' })
  expect([pages[1]?.said, open.seen.focusedPage, open.seen.opened]).toEqual([[{ type: 'open', path: '/alarm/7' }], 1, []])
  const closed = worker()
  await openFrom(closed.scope, { navigate: '/alarm/7' })
  expect(closed.seen.opened).toEqual(['/alarm/7'])
})
