import { sql } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { findOutgoing, settleQueuedRings } from '../../../api/alert/delivery-store.ts'
import { findCaughtUp } from '../../../api/alert/lane-store.ts'
import { countWaiting } from '../../../api/alert/message-store.ts'
import { ringNext } from '../../../api/alert/ring-alarm.ts'
import type { BoardTx } from '../../../api/db/open.ts'
import { hours } from '../../../shared/instant.ts'
import { alarmHouse, board, type AlarmHouse } from '../../support/alarm-house.ts'

let h: AlarmHouse
afterEach(() => h.close())

/** How many rows of this table were looked at meanwhile. */
const rowsRead = (table: string, work: (tx: BoardTx) => Promise<unknown>) =>
  h.deps.db.inBoard(board, async (tx) => {
    const soFar = async () => {
      const { rows } = await tx.sql.execute<{ rows: number }>(
        sql`select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::int as rows from pg_stat_xact_user_tables where relname = ${table}`,
      )
      return rows[0]!.rows
    }
    const before = await soFar()
    await work(tx)
    return (await soFar()) - before
  })

it('what a ring, a message and a count look at does not grow with all that was ever sent', async () => {
  h = await alarmHouse()
  await h.report()
  const { incidentId } = await h.report()
  await h.engine.tick()
  h.outage(hours(5))
  while (await ringNext(h.deps, () => {})) continue
  await h.sql(`insert into delivery (organisation_id, id, incident_id, alarm_id, person_id, identity_id, recipient_role, channel, stage, state, attempts, created_at)
    select organisation_id, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), person_id, identity_id, recipient_role, channel, stage, 'sent', 1, created_at
    from delivery, generate_series(1, 150)`)
  await h.sql(`insert into incident (organisation_id, id, year, sequence, kind, state, discreet, wrapped_key, aware_at, deadline_at, legal_end_at, rules_version, received_at, closed_at, needs_at)
    select organisation_id, gen_random_uuid(), 1999, n, kind, 'new', false, wrapped_key, aware_at, deadline_at, legal_end_at, rules_version, received_at, aware_at, needs_at
    from incident, generate_series(1, 1500) n where id = '${incidentId}'`)
  const mine = (await h.deliveries()).filter((row) => row.incidentId === incidentId && row.state === 'queued')
  const [one] = mine
  const rows = mine.map(({ id, incidentId: of }) => ({ subjectId: id, incidentId: of }))
  expect(one?.stage).toMatch(/\.\./)
  // A store that has not counted its rows yet would begin at the incidents, all of them.
  const outgoing = await rowsRead('delivery', (tx) => findOutgoing(tx, rows, h.now()))
  await h.sql('analyze')
  const read = {
    outgoing,
    settling: await rowsRead('delivery', (tx) => settleQueuedRings(tx, incidentId, [one!.alarmId!], h.now(), 'superseded')),
    missed: await rowsRead('delivery', (tx) => findCaughtUp(tx, 'mail', [one!.personId!])),
    waiting: await rowsRead('incident', (tx) => countWaiting(tx, [one!.personId!], h.now())),
  }
  expect(Object.entries(read).filter(([, rows]) => rows > 200)).toEqual([])
})
