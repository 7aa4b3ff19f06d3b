import fc from 'fast-check'
import { expect, it } from 'vitest'
import { claim } from '../../../web/offline/claims.ts'
import { linesFor } from '../../../web/offline/lines.ts'
import { giveCode, heldReports } from '../../../web/offline/hand-in-code.ts'
import { queueMessage } from '../../../web/offline/messages.ts'
import type { Fault } from './far-end.ts'
import { makePhone, type Phone } from './phone.ts'

const people = ['anna', 'bert'] as const
const faults = ['none', 'none', 'down', 'lost', 'portal', 'portal401', 'trouble', 'busy', 'wrongSha'] as const satisfies Fault[]

type Step =
  | { do: 'report'; photos: number }
  | { do: 'message' }
  | { do: 'drain'; weather: Fault[] }
  | { do: 'sign'; as: (typeof people)[number] | null }
  | { do: 'expire' }
  | { do: 'wait'; ms: number }
  | { do: 'crash' }
  | { do: 'restore' }
  | { do: 'handIn' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('report' as const), photos: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ do: fc.constant('message' as const) }),
  fc.record({ do: fc.constant('drain' as const), weather: fc.array(fc.constantFrom(...faults), { minLength: 1, maxLength: 6 }) }),
  fc.record({ do: fc.constant('sign' as const), as: fc.constantFrom(...people, null) }),
  fc.record({ do: fc.constant('expire' as const) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: -7_200_000, max: 7_200_000 }) }),
  fc.record({ do: fc.constant('crash' as const) }),
  fc.record({ do: fc.constant('restore' as const) }),
  fc.record({ do: fc.constant('handIn' as const) }),
)

/** What was written down to be sent: by whom (null: signed out). */
type Written = Map<string, string | null>

async function take(phone: Phone, written: Written, move: Step): Promise<Phone> {
  const { end, me, clock, store, sync } = phone
  switch (move.do) {
    case 'report':
      written.set(await phone.reports('kwijt', { photos: move.photos }), me.id)
      return phone
    case 'message': {
      const about = [...written].findLast(([, owner]) => owner === me.id)?.[0]
      if (about) await queueMessage(store, { reportId: about, ownerId: me.id, text: 'nog iets' })
      return phone
    }
    case 'drain': {
      const weather = [...move.weather]
      end.fault = () => weather.shift() ?? 'none'
      await sync.drain('online')
      return phone
    }
    case 'sign':
      me.id = end.session = move.as
      return phone
    case 'expire':
      end.session = null
      return phone
    case 'wait':
      clock.ms += move.ms
      return phone
    case 'crash':
      return phone.restarted()
    case 'restore':
      end.reports.clear()
      end.messages.clear()
      end.attachments.clear()
      return phone
    case 'handIn':
      for (const { id } of await heldReports(store, me.id)) await giveCode(store, { reportId: id, identityId: me.id, code: end.schoolCode })
      await sync.drain('retry')
      return phone
  }
}

/** Nothing may be called received that the server never had; nothing may be on the server under another's name. */
async function holdsAlways({ store, end }: Phone, written: Written, everHad: ReadonlySet<string>) {
  for (const row of await store.db.outbox.toArray()) if (row.what === 'report' && row.state === 'received') expect(everHad.has(row.id)).toBe(true)
  for (const [id, { owner, bodies }] of end.reports) {
    expect(new Set(bodies).size).toBe(1)
    // Handed in with the school's code it is nobody's yet.
    if (owner !== '') expect([owner, null]).toContain(written.get(id))
  }
  expect((await store.db.report.where('phase').equals('frozen').count()) >= written.size - everHad.size).toBe(true)
}

/** Good weather, and everybody signs in once: all that was ever written must be there. */
async function clearsUp(phone: Phone) {
  phone.end.fault = () => 'none'
  phone.clock.ms += 90_000_000
  for (const person of people) {
    phone.me.id = phone.end.session = person
    await phone.sync.drain('signedIn')
    for (const line of await linesFor(phone.store.db, person)) if (line.claimable) await claim(phone.store, line.id, person)
    await phone.sync.drain('retry')
  }
}

it('loses nothing, doubles nothing and gives nothing to another, whatever the network, the clock and the browser do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (moves) => {
      let phone = await makePhone()
      const [written, everHad]: [Written, Set<string>] = [new Map(), new Set()]
      for (const move of moves) {
        phone = await take(phone, written, move)
        for (const id of phone.end.reports.keys()) everHad.add(id)
        await holdsAlways(phone, written, everHad)
      }
      await clearsUp(phone)
      expect([...phone.end.reports.keys()].sort()).toEqual([...written.keys()].sort())
      expect([...phone.end.reports.values()].filter(({ owner }) => owner === '')).toEqual([])
      expect((await phone.store.db.outbox.toArray()).filter((row) => row.state !== 'received')).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 60_000)
