import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { joinIncidents } from '../../../api/incident/join-incidents.ts'
import { openReport } from '../../../api/incident/report-words.ts'
import { findReport } from '../../../api/incident/report-store.ts'
import { setAware } from '../../../api/incident/set-aware.ts'
import { unjoinIncident } from '../../../api/incident/unjoin-incident.ts'
import { reportKey } from '../../../api/db/keys.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import { hours, plus } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { Problem } from '../../../shared/problem.ts'
import { board, fenceHouse, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
let dpo: Actor
beforeAll(async () => {
  h = await fenceHouse()
  dpo = await h.reader('dpo')
})
afterAll(() => h.drop())

const four = fc.nat({ max: 3 })
const act = fc.record({ what: fc.constantFrom('join', 'join', 'unjoin', 'unjoin', 'aware'), to: four, from: four, ago: fc.integer({ min: 1, max: 30 }) })

type Row = {
  id: string
  incident_id: string
  joined_from: string | null
  discovered: string
  aware: string
  state: string
  joined_to: string | null
  set: boolean
}

async function expectWhole(made: readonly Acknowledgement[]) {
  const rows = await h.sql<Row>(
    `select r.id, r.incident_id, r.joined_from, to_char(r.discovered_at, 'YYYY-MM-DD"T"HH24:MI') as discovered, to_char(i.aware_at, 'YYYY-MM-DD"T"HH24:MI') as aware, i.state, i.joined_to,
      exists (select 1 from aware_moment m where m.incident_id = i.id and m.status = 'inForce' and m.set_by is not null) as set
      from report r join incident i on i.id = r.incident_id where r.id = any(string_to_array($1, ',')::uuid[])`,
    [made.map(({ id }) => id).join()],
  )
  expect(rows).toHaveLength(made.length)
  for (const row of rows) {
    const its = rows.filter((one) => one.incident_id === row.incident_id).map(({ discovered }) => discovered)
    expect(row).toMatchObject({ state: 'new', joined_to: null, ...(row.set ? {} : { aware: its.toSorted()[0] }) })
    expect(row.incident_id).toBe(row.joined_from === null ? made.find(({ id }) => id === row.id)!.incidentId : row.incident_id)
    await h.deps.db.inBoard(board, async (tx) => {
      const found = await findReport(tx, row.id)
      const { read } = await openReport(tx, await reportKey(h.deps.keys, tx, row.id), found!.report)
      expect(read.description).toBe(`Melding ${row.discovered}`)
    })
  }
}

it('keeps every report to be read in one place, and the incident aware with the earliest of its reports, whatever is joined and undone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 9 }), async (acts) => {
      const made: Acknowledgement[] = []
      for (const ago of [3, 11, 7, 19]) {
        const discoveredAt = plus(h.now(), -hours(ago))
        made.push(await h.report({ discoveredAt, discoveredBasis: 'picked', description: `Melding ${discoveredAt.slice(0, 16)}` }))
      }
      for (const { what, to, from, ago } of acts) {
        const input = { incidentId: made[to]!.incidentId, from: made[from]!.incidentId, reason: 'Zelfde voorval.' }
        const before = await h.sql<{ deadline_at: string }>('select deadline_at::text from incident where id = $1', [input.incidentId])
        const done = await (
          what === 'aware'
            ? setAware(h.deps, [dpo], { incidentId: input.incidentId, awareAt: plus(h.now(), -hours(ago)), reason: 'Uit het logboek.' })
            : (what === 'join' ? joinIncidents : unjoinIncident)(h.deps, [dpo], input)
        ).catch((error: unknown) => error)
        if (done instanceof Error && !(done instanceof Problem)) throw done
        const after = await h.sql<{ deadline_at: string }>('select deadline_at::text from incident where id = $1', [input.incidentId])
        if (what === 'join') expect(after[0]!.deadline_at <= before[0]!.deadline_at).toBe(true)
        await expectWhole(made)
      }
    }),
    { numRuns: 5, seed: 7 },
  )
})
