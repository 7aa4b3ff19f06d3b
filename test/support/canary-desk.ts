import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect } from 'vitest'
import { demoBoard } from '../../api/demo/board.ts'
import { noticeFieldIds, noticeRow } from '../../shared/notification/notice-fields.ts'
import { days, plus } from '../../shared/instant.ts'
import { canary } from './canary.ts'
import type { House } from './canary-house.ts'
import { personOf } from './key-office.ts'

type Who = Awaited<ReturnType<House['as']>>
const { organisationId } = demoBoard
const reason = { reason: canary }

/** What is decided, filed, told to the team, written down and kept of a case, each with its words; `report` gives the id of a new incident. */
export async function canaryDesk(h: House, report: (who: Who) => Promise<string>, noise: Record<string, string>): Promise<void> {
  const [dpo, chair, handler] = [await h.as('dpo'), await h.as('chair'), await h.as('handler')]
  const on =
    (incidentId: string) =>
    async (who: Who, method: string, path: string, body: object, ids: Record<string, string> = {}) => {
      const there = `/incidents/${incidentId}${path}`.replaceAll(/\{(\w+)\}/g, (_, id: string) => ids[id] ?? v7())
      const answer = await h.send(who, `${method} /incidents/{incidentId}${path}`, there, body, noise)
      const text = await answer.text()
      expect({ path, status: answer.status < 300 ? 200 : answer.status, text: answer.status < 300 ? '' : text }).toEqual({ path, status: 200, text: '' })
      return (text === '' ? {} : JSON.parse(text)) as Record<string, string>
    }
  const [first, second, third] = [await report(handler), await report(handler), await report(handler)]
  await decisions(on(first), { dpo, chair })
  await notices(on(second), dpo, h.o.now())
  await team(on(second), { dpo, chair }, { from: third, at: plus(h.o.now(), days(1)) })
  await entryAndEnd(h, on(first), { dpo, chair }, first)
  await register(h, dpo, noise)
}

type Send = (who: Who, method: string, path: string, body: object, ids?: Record<string, string>) => Promise<Record<string, string>>
type Both = { dpo: Who; chair: Who }

/** Not in scope, and so closed without a notification; one that was put forward is withdrawn. */
async function decisions(send: Send, { dpo, chair }: Both): Promise<void> {
  const left = await send(dpo, 'POST', '/decisions', { question: 'breach' })
  await send(dpo, 'POST', '/decisions/{decisionId}/withdrawal', reason, left)
  const made = await send(dpo, 'POST', '/decisions', { question: 'breach' })
  for (const who of [dpo, chair]) await send(who, 'POST', '/decisions/{decisionId}/votes', { outcome: 'outOfScope', ...reason }, made)
  await send(
    chair,
    'POST',
    '/decisions/{decisionId}/take',
    { ...reason, deviation: canary, againstAdvice: canary, followsAdvice: false, incomplete: true },
    made,
  )
}

const texts = Object.fromEntries(noticeFieldIds.flatMap((id) => (['line', 'text'].includes(noticeRow(id).kind) ? [[id, canary]] : [])))

async function notices(send: Send, dpo: Who, now: string): Promise<void> {
  const made = await send(dpo, 'POST', '/notices', { kind: 'first' })
  await send(dpo, 'PUT', '/notices/{noticeId}', { revision: 0, fields: texts }, made)
  await send(dpo, 'POST', '/filing-attempts', { at: now, note: canary })
  await send(dpo, 'POST', '/notices/{noticeId}/filed', { filedAt: now, number: canary, revision: 1, ...reason }, made)
  await send(dpo, 'POST', '/authority-letters', { direction: 'in', kind: 'other', at: now, text: canary })
}

async function team(send: Send, { dpo, chair }: Both, { from, at }: { from: string; at: string }): Promise<void> {
  await send(chair, 'POST', '/convenings', { kind: 'convene', startsAt: at, place: canary })
  await send(chair, 'POST', '/advisers', { personId: personOf('adviser'), speciality: 'legal', ...reason })
  await send(dpo, 'POST', '/advice', { about: 'general', text: canary })
  await send(dpo, 'POST', '/join', { from, ...reason })
  await send(dpo, 'POST', '/unjoin', { from, ...reason })
}

const words = ['description', 'groups', 'data', 'consequences', 'harmMeasures', 'repeatMeasures', 'reasons', 'authorityNumber', 'toldHow', 'oldNumber']
const settled = {
  ...{ registerKind: 'other', occurred: { known: 'unknown' }, happened: ['unknown'], people: { known: 'unknown' } },
  ...Object.fromEntries(words.map((field) => [field, canary])),
}

/** The entry, closing, how long it stays, and its end. */
async function entryAndEnd(h: House, send: Send, { dpo, chair }: Both, incidentId: string): Promise<void> {
  const { revision = 0 } = (await (await dpo.get(`/incidents/${incidentId}/register`)).json()) as { revision?: number }
  await send(dpo, 'PUT', '/register', { revision, fields: settled, complete: true, noNames: true })
  await send(dpo, 'POST', '/close', reason)
  await send(dpo, 'POST', '/retention', { outcome: 'threeYearsReview' })
  const hold = await send(chair, 'POST', '/hold', { until: plus(h.o.now(), days(9)), ...reason })
  expect(JSON.stringify(hold)).toContain(canary)
  await send(chair, 'POST', '/telling-reviews', { outcome: 'stillNot', ...reason })
  await h.o.deps.db.inBoard(demoBoard, async (tx) => {
    await tx.sql.execute(sql`update legal_hold set until_at = ${h.o.now()}::timestamptz where incident_id = ${incidentId}`)
    await tx.sql.execute(sql`update retention set due_at = ${h.o.now()}::timestamptz where incident_id = ${incidentId}`)
  })
  h.o.outage(1000)
  await send(dpo, 'POST', '/retention/executed', reason)
}

/** A register that was kept before, a meeting, and the officer's own words in his report. */
async function register(h: House, dpo: Who, noise: Record<string, string>): Promise<void> {
  const post = async (name: string, path: string, body: object) => {
    const answer = await h.send(dpo, name, path, { organisationId, ...body }, noise)
    expect({ path, status: answer.status, text: answer.status < 300 ? '' : await answer.clone().text() }).toEqual({ path, status: 200, text: '' })
    return answer
  }
  // In base64 the word itself is twelve letters of it: what they unpack to is another cell.
  const csv = `Omschrijving;Bekend op\n${canary} bij de buren;2024-03-01\n`
  const file = `${Buffer.from(csv.padEnd(Math.ceil(csv.length / 3) * 3, ' ')).toString('base64')}${canary}A`
  const [mapping, path] = [{ description: 0, awareAt: 1 }, '/register/imports']
  await post(`POST ${path}/preview`, `${path}/preview`, { format: 'csv', file, mapping })
  await post(`POST ${path}/confirm`, `${path}/confirm`, { format: 'csv', file, mapping, importId: v7(), skipErrors: true })
  const held = { revision: 0, heldAt: h.o.now(), present: canary, report: canary }
  await post('POST /register/meetings/{kind}/{period}/held', '/register/meetings/halfYear/2026-1/held', held)
  const asked = { year: '2026', lang: 'nl', format: 'docx', advice: canary }
  await post('POST /register/year-report', '/register/year-report', asked)
}
