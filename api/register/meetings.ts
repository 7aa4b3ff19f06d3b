import { can, type Actor } from '../../shared/access/roles.ts'
import { amsterdamDay, readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { MeetingList, MeetingView } from '../../shared/register/meeting-views.ts'
import { expectedOf, expectedUntil, type Expected } from '../../shared/register/meetings.ts'
import { actorAt, allow } from '../access/allow.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { sealJson, unsealJson } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { agendaOf } from './look-back.ts'
import { findBegan, insertMeeting, listMeetings, lockMeeting, updateMeeting, type MeetingRow } from './meeting-store.ts'

type Said = { present: string; report: string }
const contextOf = (tx: BoardTx, id: string) => `${tx.organisationId}/meeting/${id}/report`

/** What this board holds every year, with what there is to talk about. Refuses: access.denied. */
export async function readMeetings(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<MeetingList> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'meeting.change')
    const made = await meetingList(deps, tx, actor)
    await append(deps, tx, actor, { type: 'register.read', subjectId: organisationId, facts: { what: 'meetings' } })
    return made
  })
}

async function meetingList(deps: Deps, tx: BoardTx, actor: Actor): Promise<MeetingList> {
  const began = await findBegan(tx)
  const rows = await listMeetings(tx)
  const items: MeetingView[] = []
  for (const expected of expectedUntil(began?.createdAt ?? deps.clock.now(), deps.clock.now()))
    items.push(
      await viewOf(
        deps,
        tx,
        expected,
        rows.find(({ kind, period }) => kind === expected.kind && period === expected.period),
      ),
    )
  return { organisationId: tx.organisationId, items, may: { change: can(actor, 'meeting.change'), makeReport: can(actor, 'yearReport.make') } }
}

async function viewOf(deps: Deps, tx: BoardTx, { kind, period, from, until, dueOn }: Expected, row: MeetingRow | undefined): Promise<MeetingView> {
  const said = row?.reportSealed ? ((await unsealJson(await boardKey(deps.keys, tx), contextOf(tx, row.id), row.reportSealed)) as Said) : null
  return {
    ...{ kind, period, from, until, dueOn, startsAt: row?.startsAt ?? null, heldAt: row?.heldAt ?? null, revision: row?.revision ?? 0 },
    ...{ present: said?.present ?? null, report: said?.report ?? null },
    agenda: await agendaOf(tx, from, until, deps.clock.now()),
  }
}

type Which = { organisationId: string; kind: string; period: string; revision: number }
type Change = { startsAt: Instant } | { heldAt: Instant; said: Said }

/** When it is. Refuses: access.denied, meeting.notFound, meeting.changed. */
export const planMeeting = (deps: Deps, actors: readonly Actor[], { startsAt, ...which }: Which & { startsAt: string }): Promise<MeetingList> =>
  changeMeeting(deps, actors, which, () => ({ startsAt: needMoment(startsAt, 'startsAt') }))

/** That it was held: when, who was there and what was said. Refuses: access.denied, meeting.notFound, meeting.changed, meeting.heldAt. */
export const holdMeeting = (
  deps: Deps,
  actors: readonly Actor[],
  { heldAt, present, report, ...which }: Which & { heldAt: string } & Said,
): Promise<MeetingList> =>
  changeMeeting(deps, actors, which, ({ from }) => {
    const at = needMoment(heldAt, 'heldAt')
    if (at > deps.clock.now() || amsterdamDay(at) < from) throw new Problem('meeting.heldAt', { field: 'heldAt' })
    return { heldAt: at, said: { present, report } }
  })

function needMoment(value: string, field: string): Instant {
  const at = readInstant(value)
  if (!at) throw new Problem('request.invalid', { field })
  return at
}

async function changeMeeting(deps: Deps, actors: readonly Actor[], which: Which, change: (expected: Expected) => Change): Promise<MeetingList> {
  const actor = actorAt(actors, which.organisationId)
  return deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'meeting.change')
    const expected = expectedOf(which.kind, which.period)
    if (!expected) throw new Problem('meeting.notFound')
    const changed = change(expected)
    const before = await lockMeeting(tx, expected.kind, expected.period)
    if ((before?.revision ?? 0) !== which.revision) throw new Problem('meeting.changed')
    const id = before?.id ?? deps.newId()
    const set = { ...(await stored(deps, tx, id, changed)), revision: which.revision + 1, setBy: actor.personId, setAt: deps.clock.now() }
    const { kind, period, dueOn } = expected
    if (before) await updateMeeting(tx, id, set)
    else if (!(await insertMeeting(tx, { organisationId: tx.organisationId, id, kind, period, dueOn, ...set }))) throw new Problem('meeting.changed')
    await append(deps, tx, actor, { type: 'meeting.changed', subjectId: id, facts: { kind, period, what: 'said' in changed ? 'held' : 'planned' } })
    return meetingList(deps, tx, actor)
  })
}

const stored = async (deps: Deps, tx: BoardTx, id: string, change: Change) =>
  'said' in change
    ? { heldAt: change.heldAt, reportSealed: await sealJson(await boardKey(deps.keys, tx), contextOf(tx, id), change.said) }
    : { startsAt: change.startsAt }
