import { withDb } from './db.ts'
import type { Store } from './drafts.ts'
import type { Sealed } from './rows.ts'

/** Where a row may hold words or a picture, and the place that is bound to its seal. */
const places = [
  { table: 'report', field: 'draft', place: (id: string) => `report/${id}/draft` },
  { table: 'report', field: 'body', place: (id: string) => `report/${id}/body` },
  { table: 'attachment', field: 'content', place: (id: string) => `attachment/${id}` },
  { table: 'message', field: 'body', place: (id: string) => `message/${id}` },
  { table: 'view', field: 'messages', place: (id: string) => `view/${id}` },
] as const

type Row = { id: string } & Record<string, unknown>
type Plain = Extract<Sealed, { plain: ArrayBuffer }>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && 'plain' in value

/** Seals what was written while this browser could not keep a key. Answers how many were sealed; one that fails waits for the next time. */
export async function sealPlain({ db, vault }: Store): Promise<number> {
  if (!vault.sealing) return 0
  let sealed = 0
  for (const { table, field, place } of places) {
    const keys = await withDb(db, () =>
      db
        .table<Row, string>(table)
        .filter((row) => isPlain(row[field]))
        .primaryKeys(),
    )
    for (const id of keys) if (await sealOne({ db, vault }, { table, field, place: place(id) }, id).catch(() => false)) sealed++
  }
  return sealed
}

async function sealOne({ db, vault }: Pick<Store, 'db' | 'vault'>, at: { table: string; field: string; place: string }, id: string): Promise<boolean> {
  const rows = db.table<Row, string>(at.table)
  const plain = (await withDb(db, () => rows.get(id)))?.[at.field]
  if (!isPlain(plain)) return false
  const bytes = new Uint8Array(plain.plain)
  const content = await vault.seal(at.place, bytes)
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
