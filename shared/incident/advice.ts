import type { ReportKind } from './report.ts'

/** First advice per kind (forms.md, report): ids whose sentences stand in text/, ticked by the reporter as already done. */
export const adviceFor = {
  wrongRecipient: ['recallMail', 'askDelete', 'keepMail'],
  deviceLost: ['callLostProperty', 'remoteWipe', 'changePassword', 'tellPolice'],
  paperLost: ['lookBack', 'secureRest', 'keepEverything'],
  unauthorisedView: ['closeAccess', 'noteWho', 'keepEverything'],
  suspiciousMessage: ['doNotClick', 'changePassword', 'keepMail'],
  accountCompromised: ['changePassword', 'signOutEverywhere', 'callIct'],
  dataUnavailable: ['unplugKeepOn', 'callIct', 'keepEverything'],
  other: ['limitHarm', 'keepEverything'],
} as const satisfies Record<ReportKind, readonly string[]>

export type AdviceId = (typeof adviceFor)[ReportKind][number]
