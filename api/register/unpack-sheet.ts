import { crc32, inflateRawSync } from 'node:zlib'

/** Bytes of all parts together once unpacked, and how many parts: a register of 5,000 rows takes a tenth of it. */
const mostBytes = 40 * 2 ** 20
const mostParts = 200
/** Cells of one sheet from its first to its furthest: a reader makes room for each, filled in or not. */
const mostCells = 1_000_000

type Part = { name: string; bytes: Uint8Array }

/**
 * Unpacks an .xlsx within limits and packs what is of use in it again, unpressed, so that whoever reads it next unpacks nothing that was
 * not looked at here. Undefined for what is no such file, says it is smaller than it is, or is too large.
 */
export function safeSheet(file: Uint8Array): ArrayBuffer | undefined {
  const parts = partsOf(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
  if (!parts || !parts.some(({ name }) => name === 'xl/workbook.xml')) return undefined
  return parts.every(isBounded) ? packed(parts) : undefined
}

/** By the list at the end of the file; each part is unpacked here, whatever size it says it has. */
function partsOf(file: Buffer): Part[] | undefined {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > file.length) return undefined
  const count = file.readUInt16LE(end + 10)
  if (count > mostParts) return undefined
  const parts: Part[] = []
  let [at, room] = [file.readUInt32LE(end + 16), mostBytes]
  try {
    for (let i = 0; i < count; i++) {
      const [method, size, nameLength] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt16LE(at + 28)]
      const name = file.toString('utf8', at + 46, at + 46 + nameLength)
      const local = file.readUInt32LE(at + 42)
      at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
      if (!/\.xml(\.rels)?$/.test(name) || parts.some((part) => part.name === name)) continue
      const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
      const raw = file.subarray(from, from + size)
      if ((method !== 0 && method !== 8) || raw.length !== size) return undefined
      const bytes = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: Math.max(1, room) })
      room -= bytes.length
      if (room < 0) return undefined
      parts.push({ name, bytes })
    }
  } catch {
    return undefined
  }
  return parts
}

/** Whether no cell or row says it stands so far away that a reader would run out of room. */
function isBounded({ name, bytes }: Part): boolean {
  if (!/worksheets\//.test(name)) return true
  let [rows, columns] = [1, 1]
  const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  for (const [tag] of xml.matchAll(/<(?:\w+:)?(?:row|c)\b[^>]*>/g)) {
    const place = /\br\s*=\s*["']([^"']*)["']/.exec(tag)?.[1]
    if (place === undefined) continue
    const [, letters = '', digits = '1'] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place) ?? []
    if (place !== letters + digits) return false
    rows = Math.max(rows, Number(digits))
    columns = Math.max(columns, columnOf(letters))
    if (rows * columns > mostCells) return false
  }
  return true
}

const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** A zip of parts as they are. */
function packed(parts: readonly Part[]): ArrayBuffer {
  const heads: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, bytes } of parts) {
    const called = Buffer.from(name)
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt32LE(crc32(bytes), 10)
    about.writeUInt32LE(bytes.length, 14)
    about.writeUInt32LE(bytes.length, 18)
    about.writeUInt16LE(called.length, 22)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    about.copy(entry, 6)
    entry.writeUInt32LE(at, 42)
    list.push(entry, called)
    heads.push(Buffer.from([0x50, 0x4b, 0x03, 0x04]), about, called, Buffer.from(bytes))
    at += 30 + called.length + bytes.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(
    list.reduce((sum, { length }) => sum + length, 0),
    12,
  )
  end.writeUInt32LE(at, 16)
  const whole = Buffer.concat([...heads, ...list, end])
  return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length) as ArrayBuffer
}
