import { and, eq, isNull } from 'drizzle-orm'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { isHimself } from '../access/need-key.ts'
import type { BoardTx } from '../db/open.ts'
import { delivery } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import type { CurrentSession } from '../http/context.ts'
import { findIncident } from './alarm-store.ts'

type Input = { incidentId: string; session: CurrentSession }

/**
 * Notes that somebody opened the app by what was sent to him about this incident, the first time only. A `device` session is enough; one that a
 * mailbox opened notes nothing for who has a passkey: the desk would think that he knows. Refuses: incident.notFound, access.denied.
 */
export async function openAlarm(deps: Deps, actors: readonly Actor[], { incidentId, session }: Input): Promise<void> {
  for (const actor of actors) {
    const done = await deps.db.inBoard(actor, async (tx) => {
      const incident = await findIncident(tx, incidentId)
      if (!incident) return false
      allowIn(actor, 'incident.listAlarms', incident)
      if (!(await isHimself(deps, tx.sql, session))) return true
      const opened = await markOpened(tx, incidentId, actor.personId, deps.clock.now())
      if (opened.length === 0) return true
      const facts = { count: opened.length, channels: [...new Set(opened.map(({ channel }) => channel))].toSorted().join() }
      await append(deps, tx, actor, { type: 'delivery.opened', subjectId: incidentId, incidentId, facts })
      return true
    })
    if (done) return
  }
  throw new Problem('incident.notFound')
}

const markOpened = (tx: BoardTx, incidentId: string, personId: string, at: string) =>
  tx.sql
    .update(delivery)
    .set({ openedAt: at })
    .where(
      and(
        ...[eq(delivery.organisationId, tx.organisationId), eq(delivery.incidentId, incidentId), eq(delivery.personId, personId)],
        ...[eq(delivery.state, 'sent'), isNull(delivery.openedAt)],
      ),
    )
    .returning({ channel: delivery.channel })
