import type { BoardTx } from '../db/open.ts'

/** Where the words of a hold or of a yearly look are sealed to. */
export const placeOf = (tx: BoardTx, table: 'legal_hold' | 'telling_review', incidentId: string, id: string) =>
  `${tx.organisationId}/${table}/${incidentId}/${id}/reason`
