import { useI18n } from '../ui/useSentences.ts'
import { shortCodeOf } from '../../shared/incident/short-code.ts'
import type { ReportLine } from '../offline/lines.ts'
import { openOffline } from '../offline/open-offline.ts'
import { saveFile } from '../ui/save-file.ts'
import { writeMoment } from '../ui/useMoments.ts'
import type { GoesTo } from './goes-to.ts'
import { useGoesTo } from './useGoesTo.ts'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Bytes as the address of a picture that needs no file beside it. */
const dataUrl = (blob: Blob) =>
  new Promise<string>((done, failed) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => done(String(reader.result)))
    reader.addEventListener('error', () => failed(reader.error ?? new Error('unreadable')))
    reader.readAsDataURL(blob)
  })

/** A copy of a report for who wants to hand it over another way: plain text, or one page with its photos in it. */
export function useReportCopy() {
  const { t, locale } = useI18n()
  const { goesTo, notTo } = useGoesTo()
  const moment = (when: number | string) => writeMoment(new Date(when).toISOString(), 'exact', locale.value)

  /** What was sent, or what stands in the form so far. */
  async function writtenIn({ id, state }: ReportLine): Promise<(GoesTo & { description?: string }) | null> {
    const offline = await openOffline()
    if (state !== 'draft') return offline.ownReport(id)
    return (await offline.openDraft<GoesTo & { description?: string }>(id))?.fields ?? null
  }

  async function textOf(line: ReportLine): Promise<string> {
    const messages = await (await (await openOffline()).more()).ownMessages(line.id)
    const written = await writtenIn(line)
    return [
      t('mine.copy.title', { code: shortCodeOf(line.id) }),
      ...(line.receivedAt ? [] : [t('mine.copy.unsent')]),
      moment(line.at),
      '',
      t(`report.kind.${line.kind ?? 'other'}`),
      written?.description ?? '',
      // Whoever hands it over has to know whose hands it must not come into.
      ...(written && (written.addressee === 'chair' || notTo(written)) ? ['', `${goesTo(written)}. ${notTo(written)}`.trim()] : []),
      ...messages.flatMap((message) => ['', moment(message.sentAt), message.text]),
      '',
    ].join('\n')
  }

  async function copyOf(line: ReportLine): Promise<{ blob: Blob; extension: 'txt' | 'html' }> {
    const [text, photos] = await Promise.all([textOf(line), openOffline().then((offline) => offline.photosOf(line.id))])
    if (photos.length === 0) return { blob: new Blob([text], { type: 'text/plain;charset=utf-8' }), extension: 'txt' }
    const pictures = photos.map(async ({ bytes, contentType }, at) => {
      const alt = escaped(t('mine.copy.photo', { n: at + 1 }))
      return bytes
        ? `<img alt="${alt}" style="max-width:100%" src="${await dataUrl(new Blob([bytes], { type: contentType }))}">`
        : `<p>${alt}: ${escaped(t('mine.copy.broken'))}</p>`
    })
    const title = escaped(t('mine.copy.title', { code: shortCodeOf(line.id) }))
    const head = `<!doctype html><html lang="${locale.value}"><meta charset="utf-8"><title>${title}</title>`
    const page = `${head}<pre style="white-space:pre-wrap;font:inherit">${escaped(text)}</pre>${(await Promise.all(pictures)).join('\n')}</html>\n`
    return { blob: new Blob([page], { type: 'text/html;charset=utf-8' }), extension: 'html' }
  }

  async function saveCopy(line: ReportLine): Promise<void> {
    const { blob, extension } = await copyOf(line)
    saveFile(blob, `seintje-${shortCodeOf(line.id)}.${extension}`)
  }

  return { saveCopy, copyOf }
}
