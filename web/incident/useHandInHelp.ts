import { needTexts } from '../i18n.ts'
import type { ReportLine } from '../offline/lines.ts'
import { useLater } from '../ui/useLater.ts'

/** What a report without a name to it needs on its screen; of nearly every report nothing, so it is loaded when it is. */
export const useHandInHelp = (line: () => ReportLine | undefined) =>
  useLater(
    async () => (await Promise.all([import('./HandInHelp.vue'), needTexts('handin')]))[0],
    () => ['unclaimed', 'waiting', 'attention'].includes(line()?.state ?? '') || line()?.handIn === 'done',
  )
