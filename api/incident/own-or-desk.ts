import type { Actor } from '../../shared/access/roles.ts'
import { wholeBoard, type Board } from '../db/open.ts'

/** Where to look for a report: as its own reporter in the whole board, whatever fence stands around its incident, and at the desk only as far as this reader sees. */
export const ownOrDesk = (actors: readonly Actor[]): { actor: Actor; board: Board; own: boolean }[] =>
  actors.flatMap((actor) => [
    { actor, board: wholeBoard(actor), own: true },
    { actor, board: actor, own: false },
  ])
