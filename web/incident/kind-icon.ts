import type { ReportKind } from '../../shared/incident/report-lists.ts'
import type { IconName } from '../ui/icons.ts'

/** The drawing on the reporter's tile, and beside the same kind everywhere else. */
export const kindIcons = {
  wrongRecipient: 'mail',
  deviceLost: 'smartphone',
  paperLost: 'file-text',
  unauthorisedView: 'eye',
  suspiciousMessage: 'fishing-hook',
  accountCompromised: 'lock-open',
  dataUnavailable: 'database',
  other: 'circle-question-mark',
} as const satisfies Record<ReportKind, IconName>

/** A kind from a later version of the server gets the drawing of `other`. */
export const kindIcon = (kind: string): IconName => (kind in kindIcons ? kindIcons[kind as ReportKind] : kindIcons.other)
