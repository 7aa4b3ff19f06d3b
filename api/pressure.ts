import { oncePerStore } from './batch.ts'

/** How many reports are being taken in right now, in this process. */
const pressureOf = oncePerStore(() => ({ reports: 0 }))

/** Counts a report for as long as it is being taken in. */
export async function underPressure<T>(deps: Parameters<typeof pressureOf>[0], takeIn: () => Promise<T>): Promise<T> {
  const pressure = pressureOf(deps)
  pressure.reports++
  try {
    return await takeIn()
  } finally {
    pressure.reports--
  }
}

/** The longest the engine steps aside for reports, in milliseconds: they come first, and it is never starved. */
const longestStep = 250

/** Reports come first: before each of its transactions the engine lets those that stand in line go ahead, for a moment. */
export async function letReportsGoFirst(deps: Parameters<typeof pressureOf>[0]): Promise<void> {
  const pressure = pressureOf(deps)
  for (let waited = 0; pressure.reports > 0 && waited < longestStep; waited += 10) await new Promise((resolve) => setTimeout(resolve, 10))
}
