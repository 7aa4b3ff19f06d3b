/** What a file is by its first bytes, whatever it is called. SVG is text that can carry script: no image here. */
const signatures = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { type: 'image/avif', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66] },
  { type: 'image/heic', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, 0x63] },
] as const

/** The media type of an image that a browser shows as one, or undefined. */
export function sniffImage(bytes: Uint8Array): string | undefined {
  return signatures.find((signature) => signature.bytes.every((byte, i) => bytes[signature.at + i] === byte))?.type
}
