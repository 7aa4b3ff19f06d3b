import { withDb } from './db.ts'
import type { Store } from './drafts.ts'
import type { Sealed } from './rows.ts'

/** Where a row may hold words or a picture, and the place that is bound to its seal. */
const places = [
  { table: 'report', field: 'draft', place: ({ id }: Row) => `report/${id}/draft` },
  { table: 'report', field: 'body', place: ({ id }: Row) => `report/${id}/body` },
  { table: 'attachment', field: 'content', place: ({ id }: Row) => `attachment/${id}` },
  { table: 'message', field: 'body', place: ({ id }: Row) => `message/${id}` },
  { table: 'view', field: 'messages', place: ({ id }: Row) => `view/${id}` },
  // The school's code, which goes with a report.
  { table: 'outbox', field: 'code', place: ({ reportId }: Row) => `report/${String(reportId)}/code` },
] as const

type Row = { id: string } & Record<string, unknown>
type At = { table: string; field: string; place: (row: Row) => string }
type Plain = Extract<Sealed, { plain: ArrayBuffer }>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && 'plain' in value

/** Seals what was written while this browser could not keep a key. Answers how many were sealed; one that fails waits for the next time. */
export async function sealPlain({ db, vault }: Store): Promise<number> {
  if (!vault.sealing) return 0
  let sealed = 0
  for (const at of places) {
    const rows = db.table<Row, string>(at.table)
    const keys = await withDb(db, () => rows.filter((row) => isPlain(row[at.field])).primaryKeys())
    for (const id of keys) if (await sealOne({ db, vault }, at, id).catch(() => false)) sealed++
  }
  return sealed
}

async function sealOne({ db, vault }: Pick<Store, 'db' | 'vault'>, at: At, id: string): Promise<boolean> {
  const rows = db.table<Row, string>(at.table)
  const row = await withDb(db, () => rows.get(id))
  const plain = row?.[at.field]
  if (!row || !isPlain(plain)) return false
  const bytes = new Uint8Array(plain.plain)
  const content = await vault.seal(at.place(row), bytes)
  return withDb(db, () =>
    db.transaction('rw', rows, async () => {
      const now = (await rows.get(id))?.[at.field]
      // Typed on meanwhile: then this is not what is there any more.
      if (!isPlain(now) || !sameBytes(new Uint8Array(now.plain), bytes)) return false
      return (await rows.update(id, { [at.field]: content })) === 1
    }),
  )
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at])
