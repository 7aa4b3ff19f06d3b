/** What a file is by its first bytes, whatever it is called. SVG is text that can carry script: no image here. */
const signatures = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', at: 0, bytes: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50] },
  { type: 'image/avif', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66] },
  { type: 'image/heic', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63] },
] as const

/** The media type of an image that a browser shows as one, or undefined. */
export function sniffImage(bytes: Uint8Array): string | undefined {
  return signatures.find((signature) => signature.bytes.every((byte, i) => byte === null || bytes[signature.at + i] === byte))?.type
}

/** How many pixels a picture says it has, read from its head and never by opening it; undefined where it does not say. */
export function pixelsOf(bytes: Uint8Array<ArrayBuffer>): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const size = readers[sniffImage(bytes) as keyof typeof readers]?.(view)
    return size && size[0] * size[1]
  } catch (error) {
    // A head that is cut off says nothing, and no browser shows it.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

type Size = readonly [number, number]
const readers = {
  'image/png': (view: DataView): Size => [view.getUint32(16), view.getUint32(20)],
  'image/gif': (view: DataView): Size => [view.getUint16(6, true), view.getUint16(8, true)],
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
  'image/avif': largestExtent,
  'image/heic': largestExtent,
} as const

/** Segment by segment up to the frame: C0 to CF without the tables C4, C8 and CC. */
function jpegSize(view: DataView): Size {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    while (view.getUint8(at) !== 0xff || view.getUint8(at + 1) === 0xff) at++
    const marker = view.getUint8(at + 1)
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return [view.getUint16(at + 7), view.getUint16(at + 5)]
  }
}

const four = (view: DataView, at: number) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)))

/** The canvas of an extended file, or the one frame of a plain one. */
function webpSize(view: DataView): Size | undefined {
  const chunk = four(view, 12)
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536 + 1
  if (chunk === 'VP8X') return [three(24), three(27)]
  if (chunk === 'VP8 ') return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff]
  if (chunk !== 'VP8L') return undefined
  const packed = view.getUint32(21, true)
  return [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1]
}

/** `ispe` boxes say how large each picture in the file is; they stand in its first part. */
function largestExtent(view: DataView): Size | undefined {
  const sizes: Size[] = []
  for (let at = 0; at + 16 <= Math.min(view.byteLength, 65_536); at++) {
    if (view.getUint32(at) === 0x69737065) sizes.push([view.getUint32(at + 8), view.getUint32(at + 12)])
  }
  return sizes.toSorted((a, b) => b[0] * b[1] - a[0] * a[1])[0]
}
