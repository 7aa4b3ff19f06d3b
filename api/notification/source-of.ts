import type { Role } from '../../shared/access/roles.ts'
import type { ReportKind } from '../../shared/incident/report-lists.ts'
import { writeDutch } from '../../shared/notification/written.ts'
import type { NoticeKind } from '../../shared/notification/notice-fields.ts'
import type { NoticeSource, Reachable } from '../../shared/notification/prefill.ts'
import { peopleById, teamOf } from '../access/person-names.ts'
import { contact } from '../access/read-session.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { say } from '../text.ts'
import { knownElsewhere } from './known-elsewhere.ts'
import { filedNotices, standingNotice } from './notices-of.ts'
import { attemptsOf, findBoardName, reportsOf, unsealWords, type IncidentRow } from './notice-store.ts'

type Asked = { incident: IncidentRow; kind: NoticeKind; filerId: string }

/** All that is known of an incident as the form asks for it. The form is in Dutch, whatever the language of the screen. */
export async function sourceOf(deps: Deps, tx: BoardTx, key: DataKey, { incident, kind, filerId }: Asked): Promise<NoticeSource> {
  const incidentId = incident.id
  const last = standingNotice(await filedNotices(deps, tx, key, incidentId))
  return {
    ...(await knownElsewhere(deps, tx, key, incidentId)),
    ...{ kind, last, awareAt: incident.awareAt },
    organisation: await findBoardName(tx),
    filer: await filerOf(deps, tx, filerId),
    contact: await contactOf(deps, tx),
    reports: (await reportsOf(tx, incidentId)).map((row) => ({ kind: row.kind as ReportKind, discoveredAt: row.discoveredAt })),
    delayReason: await reasonsOf(tx, key, incidentId),
    discoveredHow: say('nl', 'notice.said.discoveredHow'),
  }
}

const filing = ['dpo', 'handler', 'chair', 'headOfIct'] as const satisfies readonly Role[]
const roleIn = (roles: readonly Role[]) => filing.find((role) => roles.includes(role)) ?? 'handler'

async function filerOf(deps: Deps, tx: BoardTx, personId: string): Promise<Reachable> {
  const person = (await peopleById(deps, tx, [personId])).get(personId)
  const member = (await teamOf(deps, tx)).find((one) => one.personId === personId)
  return { name: person?.name ?? '', phone: person?.phone ?? null, mail: null, role: say('nl', `notice.said.role.${roleIn(member?.roles ?? [])}`) }
}

async function contactOf(deps: Deps, tx: BoardTx): Promise<Reachable | null> {
  const found = await contact(deps, tx, ['dpo', 'handler'])
  return found && { name: found.name, phone: found.phone, mail: null, role: say('nl', 'notice.said.role.dpo') }
}

/** Why it is late, as the attempts that failed tell it: GDPR 33(1) asks for reasons. Null without any. */
export async function reasonsOf(tx: BoardTx, key: DataKey, incidentId: string): Promise<string | null> {
  const lines: string[] = []
  for (const { id, at, noteSealed } of await attemptsOf(tx, incidentId)) {
    const note = await unsealWords(tx, key, { table: 'filing_attempt', incidentId, id, field: 'note' }, noteSealed)
    lines.push(say('nl', note ? 'notice.said.attemptWith' : 'notice.said.attempt', { time: writeDutch(at), note: note ?? '' }))
  }
  return lines.length > 0 ? [say('nl', 'notice.said.unreachable'), ...lines].join('\n') : null
}
