/** Calls back after so many milliseconds; gives what calls it off. Only main.ts has a real one. */
export type Later = (ms: number, work: () => void) => () => void

/** Beats every so often, or soon after a nudge; a nudge during a beat brings the next one forward. */
export function makeLoop(later: Later, { everyMs, soonMs }: { everyMs: number; soonMs: number }, beat: () => Promise<void>) {
  let [stopped, beating, soon, nudged] = [false, Promise.resolve(), false, false]
  let cancel = () => {}
  const plan = (ms: number) => {
    cancel()
    soon = ms < everyMs
    if (!stopped) cancel = later(ms, () => void (beating = once()))
  }
  const once = async () => {
    nudged = false
    soon = true
    await beat()
    plan(nudged ? soonMs : everyMs)
  }
  plan(0)
  return {
    nudge: () => {
      nudged = true
      if (!soon) plan(soonMs)
    },
    stop: async () => {
      stopped = true
      cancel()
      await beating
    },
  }
}
