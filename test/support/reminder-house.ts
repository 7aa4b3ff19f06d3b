import { and, eq, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import { alarmDue, alarmStage, deadline } from '../../api/db/schema.ts'
import { append, system } from '../../api/events/append.ts'
import type { DeadlineKind } from '../../shared/deadline/kinds.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import { hours, plus } from '../../shared/instant.ts'
import { alarmHouse, board, type AlarmHouse } from './alarm-house.ts'

export type ReminderHouse = Awaited<ReturnType<typeof reminderHouse>>

/** What the verbs of terms do to the rows, by hand, and the event that sets the rest in motion. */
export const termsIn = (h: Pick<AlarmHouse, 'deps' | 'now' | 'sql'>) => {
  const happens = (incidentId: string, type: SeintjeEvent['type'], facts: SeintjeEvent['facts'] = {}, subjectId = incidentId, actor = system) =>
    h.deps.db.inBoard(board, (tx) => append(h.deps, tx, actor, { type, subjectId, incidentId, facts }))
  const change = (id: string, set: Partial<typeof deadline.$inferInsert>) =>
    h.deps.db.inBoard(board, (tx) => tx.sql.update(deadline).set(set).where(eq(deadline.id, id)))
  return {
    happens,
    deadlines: (incidentId: string) => h.deps.db.inBoard(board, (tx) => tx.sql.select().from(deadline).where(eq(deadline.incidentId, incidentId))),
    open: async (incidentId: string, kind: DeadlineKind) => {
      const which = and(eq(deadline.incidentId, incidentId), eq(deadline.kind, kind), isNull(deadline.endedAt))
      return (await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(deadline).where(which)))[0]
    },
    plan: async (incidentId: string, kind: DeadlineKind, dueInHours: number) => {
      const [id, at, dueAt] = [v7(), h.now(), plus(h.now(), hours(dueInHours))]
      const row = { ...board, incidentId, id, kind, anchorAt: at, dueAt, rulesVersion: 'x', openedAt: at }
      await h.deps.db.inBoard(board, (tx) => tx.sql.insert(deadline).values(row))
      await happens(incidentId, 'deadline.planned', { kind, dueAt }, id)
      return id
    },
    move: async (incidentId: string, id: string, dueInHours: number) => {
      const dueAt = plus(h.now(), hours(dueInHours))
      await h.sql('update deadline set due_at = $2, revision = revision + 1 where id = $1', [id, dueAt])
      await happens(incidentId, 'deadline.moved', { dueAt }, id)
    },
    end: async (incidentId: string, id: string, outcome = 'done') => {
      await change(id, { endedAt: h.now(), outcome })
      await happens(incidentId, outcome === 'filed' ? 'incident.filed' : 'deadline.ended', { outcome, deadlineId: id }, id)
    },
    ledger: async (id: string) =>
      (await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(alarmStage).where(eq(alarmStage.subjectId, id)).orderBy(alarmStage.dueAt))).map(
        ({ stage }) => stage,
      ),
    onTheList: async (id: string) => (await h.deps.db.outside((sql) => sql.select().from(alarmDue).where(eq(alarmDue.subjectId, id))))[0],
    /** nothing of it rings on into the next story */
    close: (incidentId: string) => h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [incidentId, h.now()]),
  }
}

/** The alarm house with terms that can be planned, moved and ended. */
export async function reminderHouse(changes: Parameters<typeof alarmHouse>[0] = {}) {
  const h = await alarmHouse(changes)
  const terms = termsIn(h)
  return {
    ...h,
    terms,
    /** the subjects of the mails about this one */
    subjects: (who: Parameters<typeof h.mailsTo>[0], number: string) =>
      h
        .mailsTo(who)
        .map(({ subject }) => subject ?? '')
        .filter((subject) => subject.includes(number)),
    /** somebody takes it up */
    takesUp: async (who: Parameters<typeof h.as>[0], incidentId: string) => {
      const answer = await (await h.as(who)).post(`/incidents/${incidentId}/acknowledge`)
      if (answer.status !== 200) throw new Error(await answer.text())
    },
    /** both calls were made in time; by `system` they are no step of anybody */
    called: async (incidentId: string, actor = { pseudonym: 'handler' }) => {
      for (const role of ['chair', 'headOfIct'] as const) {
        const task = await terms.open(incidentId, role === 'chair' ? 'callChair' : 'callHeadOfIct')
        await terms.happens(incidentId, 'call.recorded', { role, reached: true, deadlineId: task?.id ?? null }, v7(), actor)
      }
    },
  }
}
