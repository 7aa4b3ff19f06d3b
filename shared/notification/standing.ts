import type { NoticeKind } from './notice-fields.ts'

export type FiledBefore = { kind: NoticeKind; retracted: boolean }

/** What stands with the authority after these, oldest first: the last version filed; none where it was withdrawn or its filing taken back. */
export function standing<Version extends FiledBefore>(filed: readonly Version[]): Version | null {
  let stands: Version | null = null
  for (const one of filed) if (!one.retracted) stands = one.kind === 'withdrawal' ? null : one
  return stands
}

/** What may be begun next: a first one where none stands, what is added to it or takes it back where one does. */
export const mayStart = (filed: readonly FiledBefore[]): NoticeKind[] => (standing(filed) ? ['followUp', 'withdrawal'] : ['first'])
