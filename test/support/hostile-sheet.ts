import { crc32, deflateRawSync } from 'node:zlib'

const workbook = `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad" sheetId="1" r:id="rId1"/></sheets></workbook>`
const rels = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`

/** A sheet of Excel by hand: `cells` is what stands within sheetData. `says`: the size its list claims for the sheet. */
export function xlsxOf(cells: string, { says, more = {} }: { says?: number; more?: Record<string, string | Uint8Array> } = {}): Uint8Array {
  const sheet = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`
  const parts: Record<string, string | Uint8Array> = {
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': rels,
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  }
  return zipOf(
    Object.entries(parts).map(([name, content]) => ({ name, content: Buffer.from(content as string), says: name.endsWith('sheet1.xml') ? says : undefined })),
  )
}

function zipOf(parts: readonly { name: string; content: Buffer; says: number | undefined }[]): Uint8Array {
  const [heads, list]: [Buffer[], Buffer[]] = [[], []]
  let at = 0
  for (const { name, content, says } of parts) {
    const [called, packed] = [Buffer.from(name), deflateRawSync(content)]
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0)
    about.writeUInt16LE(8, 4)
    about.writeUInt32LE(crc32(content), 10)
    about.writeUInt32LE(packed.length, 14)
    about.writeUInt32LE(says ?? content.length, 18)
    about.writeUInt16LE(called.length, 22)
    const entry = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), about, Buffer.alloc(14)])
    entry.writeUInt32LE(at, 42)
    list.push(entry, called)
    heads.push(Buffer.from([0x50, 0x4b, 3, 4]), about, called, packed)
    at += 30 + called.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...heads, ...list, end]))
}

const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`
export const rowOf = (n: number, texts: readonly string[]): string =>
  `<row r="${n}">${texts.map((text, at) => cell(`${String.fromCharCode(65 + at)}${n}`, text)).join('')}</row>`
