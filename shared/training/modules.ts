import type { Module } from './module.ts'
import { incidentOrBreach } from './modules/incident-or-breach.ts'
import { personalData } from './modules/personal-data.ts'
import { preventIt } from './modules/prevent-it.ts'
import { reportAtOnce } from './modules/report-at-once.ts'
import { spotIt } from './modules/spot-it.ts'
import { whatHappensNext } from './modules/what-happens-next.ts'

/** The six modules in the order in which they are offered. */
export const modules: readonly Module[] = [personalData, incidentOrBreach, reportAtOnce, spotIt, whatHappensNext, preventIt]
