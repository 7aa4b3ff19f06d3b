/// <reference lib="webworker" />
import { reportLimits } from '../../shared/incident/report-lists.ts'
import { openable } from '../incident/photo.ts'
import { newId } from '../offline/uuid.ts'
import { keepShared, type SharedPhoto } from './shared-box.ts'

/** More text than this is not somebody's words but a file; in characters. The form says itself when it is too long to send. */
const longest = 100_000

/** Whether this is what another app shares through the share menu (share_target in the manifest), and nothing else. */
export function isShare({ method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>, origin: string): boolean {
  const to = new URL(url)
  return method === 'POST' && mode === 'navigate' && to.origin === origin && to.pathname === '/delen'
}

/** Keeps what was shared and only then opens the form. What cannot be kept, the form says plainly. */
export async function takeIn(request: Pick<Request, 'formData'>): Promise<Response> {
  try {
    return seeOther(`/melden?gedeeld=${await keep(await request.formData(), Date.now())}`)
  } catch {
    return seeOther('/melden?gedeeld=mislukt')
  }
}

const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } })

async function keep(form: FormData, at: number): Promise<string> {
  const files = form.getAll('files').filter((file) => typeof file !== 'string')
  const photos: SharedPhoto[] = []
  for (const file of files) if (photos.length < reportLimits.attachments && (await isPhoto(file))) photos.push({ id: newId(at), bytes: await bytesOf(file) })
  const text = wordsOf(form)
  if (text === '' && photos.length === 0) throw new Error('nothing that a report can take')
  const id = newId(at)
  await keepShared({ id, at, left: files.length - photos.length }, text, photos)
  return id
}

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer())

/** By its first bytes, not by its name or what the other app calls it. */
const isPhoto = async (file: Blob) => file.size <= openable && looksLikePhoto(await bytesOf(file.slice(0, 12)))

/** JPEG, PNG, GIF, WebP, HEIC or AVIF by the first twelve bytes. */
export const looksLikePhoto = (start: Uint8Array): boolean =>
  /^(\xff\xd8\xff|\x89PNG\r\n|GIF8|RIFF[^]{4}WEBP|[^]{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1|avi[fs]))/.test(String.fromCharCode(...start))

/** Title, text and address, each once: many apps put the same words in two of them. */
function wordsOf(form: FormData): string {
  const parts = ['title', 'text', 'url'].map((name) => form.get(name)).map((part) => (typeof part === 'string' ? part.trim() : ''))
  const own = parts.filter((part, i) => part !== '' && !parts.some((other, j) => j !== i && other.includes(part) && (other !== part || j < i)))
  return own.join('\n').slice(0, longest)
}
