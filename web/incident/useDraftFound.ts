import { needTexts } from '../i18n.ts'
import { useLater } from '../ui/useLater.ts'
import { useReport } from './report-store.ts'

/** What says that an earlier visit left something behind; most reports are written in one go and never load it. */
export function useDraftFound() {
  const report = useReport()
  return useLater(
    async () => (await Promise.all([import('./DraftFound.vue'), needTexts('mine')]))[0],
    () => report.found !== null,
  )
}
