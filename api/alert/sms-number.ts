import { mobileNumber } from '../../shared/alert/phone-number.ts'
import { personContext } from '../access/secrets.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'

export type SmsRow = { phoneSealed: Uint8Array | null; smsSealed: Uint8Array | null }

/** Where text messages to this person go: the number he gave for it, else his phone where that is a mobile one. Null: nowhere. */
export async function smsNumberOf(deps: Pick<Deps, 'keys'>, tx: BoardTx, personId: string, { phoneSealed, smsSealed }: SmsRow): Promise<string | null> {
  const sealed = smsSealed ?? phoneSealed
  if (!sealed) return null
  const context = personContext(tx.organisationId, personId, smsSealed ? 'sms' : 'phone')
  return mobileNumber(await unsealText(await boardKey(deps.keys, tx), context, sealed))
}
