import { reportLimits } from '../../shared/incident/report-lists.ts'

/** The longest side of a photo that leaves the device, in pixels. */
const longestSide = 2_000
const quality = 0.82
/** A file a phone cannot be asked to open, in bytes. */
export const openable = 60 * 1024 * 1024

export type PreparedPhoto = { contentType: 'image/jpeg'; bytes: Uint8Array<ArrayBuffer> }
export type PhotoRefusal = 'notImage' | 'tooLarge'

/**
 * A photo as it may leave the device: drawn anew as a JPEG of at most 2,000 pixels, so that nothing but the picture is
 * left of the file (no place, no camera, no names). Refuses what this device cannot open as a picture.
 */
export async function preparePhoto(file: Blob): Promise<PreparedPhoto | PhotoRefusal> {
  if (file.size > openable) return 'tooLarge'
  const picture = await open(file)
  if (!picture) return 'notImage'
  try {
    const blob = await draw(picture)
    if (!blob) return 'tooLarge'
    const bytes = new Uint8Array(await blob.arrayBuffer())
    return bytes.byteLength > reportLimits.attachmentBytes ? 'tooLarge' : { contentType: 'image/jpeg', bytes }
  } finally {
    if (picture instanceof ImageBitmap) picture.close()
  }
}

/** What fits within the longest side, never larger than it was. */
export function sizeOf(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, longestSide / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

async function open(file: Blob): Promise<ImageBitmap | HTMLImageElement | null> {
  try {
    return await createImageBitmap(file)
  } catch {
    return openAsElement(file)
  }
}

/** What some browsers only open as an element of the page, such as HEIC and SVG. */
async function openAsElement(file: Blob): Promise<HTMLImageElement | null> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    return image.naturalWidth > 0 ? image : null
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}

async function draw(picture: ImageBitmap | HTMLImageElement): Promise<Blob | null> {
  const natural = 'naturalWidth' in picture ? { width: picture.naturalWidth, height: picture.naturalHeight } : picture
  const { width, height } = sizeOf(natural.width, natural.height)
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  if (!context) return null
  // A JPEG has no holes: what was transparent becomes white, not black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.drawImage(picture, 0, 0, width, height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality))
  canvas.width = canvas.height = 0
  return blob?.type === 'image/jpeg' ? blob : null
}
