import type { Module } from '../../shared/training/module.ts'

/** Each module is a file of its own, kept on the device after the first visit (docs/decisions/0029). */
const contents: Readonly<Record<string, () => Promise<Module>>> = {
  'personal-data': async () => (await import('../../shared/training/modules/personal-data.ts')).personalData,
  'incident-or-breach': async () => (await import('../../shared/training/modules/incident-or-breach.ts')).incidentOrBreach,
  'report-at-once': async () => (await import('../../shared/training/modules/report-at-once.ts')).reportAtOnce,
  'spot-it': async () => (await import('../../shared/training/modules/spot-it.ts')).spotIt,
  'what-happens-next': async () => (await import('../../shared/training/modules/what-happens-next.ts')).whatHappensNext,
  'prevent-it': async () => (await import('../../shared/training/modules/prevent-it.ts')).preventIt,
}

/** The module with all its words; undefined: there is none of that name. Rejects when it is not on this device and cannot be fetched. */
export const loadModule = async (id: string): Promise<Module | undefined> => (Object.hasOwn(contents, id) ? contents[id]?.() : undefined)
