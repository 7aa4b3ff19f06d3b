import { sniffImage } from '../incident/sniff-image.ts'

/** Images and PDFs by what is in them, never by what somebody calls them; anything else is bytes. */
export const neutralType = (bytes: Uint8Array<ArrayBuffer>): string =>
  sniffImage(bytes) ?? (Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-' ? 'application/pdf' : 'application/octet-stream')
