import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alarm, alarmStage, event } from '../../../api/db/schema.ts'
import { between, hours, minutes, plus, type Instant } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { board } from '../../support/alarm-house.ts'
import { v7 } from 'uuid'
import { lostStick, office, type Office } from '../../support/office.ts'
import { termsIn } from '../../support/reminder-house.ts'

let h: Office
beforeAll(async () => void (h = await office()))
afterAll(() => h.drop())

const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('tick' as const), minutes: fc.integer({ min: 0, max: 24 * 60 }) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('outage' as const), minutes: fc.integer({ min: 0, max: 30 * 60 }) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('move' as const), minutes: fc.integer({ min: 0, max: 90 * 60 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('takeUp' as const), minutes: fc.integer({ min: 0, max: 90 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('end' as const, 'undo' as const), minutes: fc.constant(0) }) },
)

/** Written out once more, so that the tables are not measured against themselves. */
const offsets = [-48, -24, -12, -6, -3, -1, 0, ...Array.from({ length: 60 }, (_, n) => (n + 1) * 12)]
const nameOf = (offset: number, revision: number) =>
  `${offset === 0 ? 'at' : offset < 0 ? `before-${-offset}h` : `after-${offset}h`}${revision ? `.${revision}` : ''}`
const ringAfter = (step: number) => [0, 15, 30][step] ?? (step - 2) * 60

async function report() {
  const answer = await (await h.as('teacher')).put(`/reports/${v7()}`, lostStick(h.now()), { 'device-now': h.now() })
  return ((await answer.json()) as Acknowledgement).incidentId
}
const rung = async (type: 'deadline.rung' | 'alarm.rung', id: string) => {
  const which = and(eq(event.type, type), eq(event.subjectId, id))
  return (await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(event).where(which).orderBy(event.sequence))).map(({ facts }) => facts)
}
const ledger = async (id: string) =>
  (await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(alarmStage).where(eq(alarmStage.subjectId, id)))).map(({ stage }) => stage)

it('for any sequence of ticks, outages, moves, ends and acknowledgements each reminder and ring that is due goes out once, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 10 }), async (actions) => {
      const [openedAt, incidentId, terms] = [h.now(), await report(), termsIn(h)]
      const term = (await terms.open(incidentId, 'authority'))!
      const ladder = (await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(alarm).where(eq(alarm.incidentId, incidentId))))[0]!
      const [due, rings] = [new Set<string>(), new Set<number>([0])]
      let [dueAt, revision, running, ringing]: [Instant, number, boolean, boolean] = [term.dueAt, 0, true, true]
      for (const { does, minutes: count } of actions) {
        h.outage(minutes(count))
        if (does === 'takeUp') {
          await (await h.as('dpo')).post(`/incidents/${incidentId}/acknowledge`)
          ringing = false
        }
        if (does === 'end' && running) await terms.end(incidentId, term.id).then(() => (running = false))
        if (does === 'undo' && !running) {
          await h.sql('update deadline set ended_at = null, outcome = null where id = $1', [term.id])
          await terms.happens(incidentId, 'incident.outcomeRetracted', { deadlineId: term.id }).then(() => (running = true))
        }
        if (does === 'move' && running) {
          ;[dueAt, revision] = [plus(h.now(), minutes(count)), revision + 1]
          await terms.move(incidentId, term.id, count / 60)
        }
        if (does !== 'tick') continue
        await h.engine.tick()
        for (const offset of running ? offsets : []) {
          const at = plus(dueAt, hours(offset))
          if (at > openedAt && at <= h.now()) due.add(nameOf(offset, revision))
        }
        for (let step = 0; ringing && minutes(ringAfter(step)) <= between(openedAt, h.now()); step++) rings.add(step)
      }
      const reminded = await rung('deadline.rung', term.id)
      expect((await ledger(term.id)).toSorted()).toEqual([...due].toSorted())
      expect(reminded.reduce((sum, { missed }) => sum + 1 + Number(missed ?? 0), 0)).toBe(due.size)
      expect((await ledger(ladder.id)).toSorted()).toEqual([...rings].map((step) => (step === 0 ? 'ring' : `ring-${step}`)).toSorted())
      expect((await rung('alarm.rung', ladder.id)).flatMap(({ stage }) => stepsOf(String(stage)))).toEqual([...rings].slice(1))
      await terms.close(incidentId)
    }),
    { numRuns: 4 },
  )
}, 60_000)

function stepsOf(stage: string): number[] {
  const [, from = '0', to = from] = /^ring-(\d+)(?:\.\.(\d+))?$/.exec(stage) ?? []
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => Number(from) + n)
}
