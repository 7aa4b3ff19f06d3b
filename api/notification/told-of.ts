import { isTelling } from '../../shared/notification/letter.ts'
import type { Told } from '../../shared/notification/people-views.ts'
import type { BoardTx } from '../db/open.ts'
import { sendingsOf } from './communication-store.ts'

/** That people were told, for whoever needs to know: from when until when, how many and by what. Who was asked to delete something is not among them. Null: nobody yet. */
export async function toldOf(tx: BoardTx, incidentId: string): Promise<Told | null> {
  const sendings = (await sendingsOf(tx, incidentId)).filter(({ kind }) => isTelling(kind))
  const [first, last] = [sendings[0], sendings.at(-1)]
  if (!first || !last) return null
  const count = sendings.reduce((sum, one) => sum + one.count, 0)
  return { firstAt: first.sentAt, lastAt: last.sentAt, count, channels: [...new Set(sendings.map(({ channel }) => channel))] }
}
