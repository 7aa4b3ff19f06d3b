import type { Page } from 'playwright-core'
import type { BoardPersonView, KeyResetView, KeysView, OpenSessionView } from '../../shared/access/key-views.ts'

/** What stands on the screens of keys: no browser makes the same keys twice, so the answers are given here. */
const at = (day: number) => `2026-03-0${day}T08:00:00.000Z`
const id = (n: number) => `01900000-0000-7000-8000-0000000000c${n}`
const keys: KeysView = {
  keys: [
    { id: 'key-1', label: 'Mijn telefoon', createdAt: at(2), lastUsedAt: at(4), backedUp: true },
    { id: 'key-2', label: 'Stickje aan mijn sleutelbos', createdAt: at(2), lastUsedAt: null, backedUp: false },
  ],
  ...{ recoveryCodesLeft: 8, wanted: false, secondsSteppedUp: 600 },
}
const sessions: OpenSessionView[] = [
  { id: id(1), scope: 'desk', label: 'Chrome, Windows', createdAt: at(4), seenAt: at(4), current: true },
  { id: id(2), scope: 'device', label: 'Firefox, Android', createdAt: at(1), seenAt: at(3), current: false },
]
const recoveryCodes = Array.from({ length: 10 }, (_, n) => `K7QX2-9AB${n}T`)
const people: BoardPersonView[] = [
  { personId: id(3), name: 'Vera Verzonnen', roles: ['staff', 'chair'], deputyFor: [], keys: 2, leftAt: null },
  { personId: id(4), name: 'Piet Proef', roles: ['staff', 'handler', 'dpo'], deputyFor: ['dpo'], keys: 1, leftAt: null },
  { personId: id(5), name: 'Henk Hypothese', roles: ['staff', 'headOfIct'], deputyFor: [], keys: 0, leftAt: null },
]
const reset: KeyResetView = {
  ...{ id: id(6), personId: id(3), personName: 'Vera Verzonnen', reason: 'Telefoon in het water gevallen. Vera belde mij vanmorgen.', askedBy: 'Piet Proef' },
  ...{ askedAt: at(4), expiresAt: at(7), state: 'open', decidedBy: null, decidedAt: null, mayDecide: true },
}
const refused = (code: string) => ({ status: 403, contentType: 'application/problem+json', json: { code, detail: '' } })

/** A person with two keys, two browsers, and a team that waits for a decision. */
export async function withKeys(page: Page) {
  await page.route('**/api/v1/keys', (route) => route.fulfill({ json: keys }))
  await page.route('**/api/v1/keys/recovery-codes', (route) => route.fulfill({ json: { recoveryCodes } }))
  await page.route('**/api/v1/sessions', (route) => route.fulfill({ json: sessions }))
  await page.route('**/api/v1/boards/*/people', (route) => route.fulfill({ json: people }))
  await page.route('**/api/v1/boards/*/key-resets', (route) => route.fulfill({ json: [reset] }))
}

/** A session without a desk, as twelve hours after the key was shown. */
export async function withDeskShut(page: Page) {
  await page.route('**/api/v1/incidents?*', (route) => route.fulfill(refused('session.deskNeedsPasskey')))
  await page.route('**/api/v1/incidents', (route) => route.fulfill(refused('session.deskNeedsPasskey')))
}
