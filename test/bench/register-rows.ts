import { asc, gt } from 'drizzle-orm'
import { boardKey } from '../../api/db/keys.ts'
import { incident, registerEntry } from '../../api/db/schema.ts'
import type { Deps } from '../../api/deps.ts'
import { newSealedEntry } from '../../api/register/entry-seal.ts'

const kinds = ['phishing', 'wrongRecipient', 'carrierLost', 'hacking'] as const

/** An entry for every incident, each under a key of its own, as a register of years holds them. */
export async function fillRegister(deps: Deps, organisationId: string): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000', more = true; more;) {
    const from = after
    await deps.db.inBoard({ organisationId }, async (tx) => {
      const board = await boardKey(deps.keys, tx)
      const rows = await tx.sql
        .select({ id: incident.id, awareAt: incident.awareAt })
        .from(incident)
        .where(gt(incident.id, from))
        .orderBy(asc(incident.id))
        .limit(500)
      const entries: (typeof registerEntry.$inferInsert)[] = []
      for (const [at, { id, awareAt }] of rows.entries()) {
        const sealed = await newSealedEntry(board, organisationId, id, { description: `Een incident van lang geleden, nummer ${at}.`, groups: 'Leerlingen' })
        const clear = { registerKind: kinds[at % 4]!, breach: at % 100 === 0 ? 'noIncident' : 'breach', awareAt, complete: true, revision: 1, setAt: awareAt }
        entries.push({ organisationId, incidentId: id, origin: 'app', ...sealed, ...clear })
      }
      if (entries.length > 0) await tx.sql.insert(registerEntry).values(entries).onConflictDoNothing()
      after = rows.at(-1)?.id ?? after
      more = rows.length === 500
    })
  }
}
