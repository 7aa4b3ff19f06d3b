import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { useSession } from '../access/session-store.ts'
import { openOffline } from '../offline/open-offline.ts'
import type { ReportLine } from '../offline/lines.ts'

/** Keeps watching something on this device as long as the screen is there, and starts again when `of` changes. */
export function watching<K, T>(of: () => K, start: (key: K, show: (found: T) => void) => Promise<() => void>, found: ShallowRef<T | 'loading' | 'nowhere'>) {
  let stop = () => {}
  let turn = 0
  watch(
    of,
    async (key) => {
      stop()
      const mine = ++turn
      try {
        const stopThis = await start(key, (now) => mine === turn && (found.value = now))
        if (mine === turn) stop = stopThis
        else stopThis()
      } catch {
        found.value = 'nowhere'
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    turn++
    stop()
  })
}

/** All reports this person may see on this device, newest first. `nowhere`: it gives no storage. */
export function useReportLines(identityId: () => string | null) {
  const lines = shallowRef<ReportLine[] | 'loading' | 'nowhere'>('loading')
  watching(identityId, async (me, show: (now: ReportLine[]) => void) => (await openOffline()).watchLines(me, show), lines)
  return lines
}

/** What stands in a list: what nobody knows the writer of is only asked about while somebody is signed in. */
export const listed = (lines: readonly ReportLine[], me: string | null) => lines.filter((line) => me === null || !line.hidden)

/** How one report stands, `first` as long as the store was not asked; undefined: this device knows nothing of it that this person may see. */
export function useReportLine(id: () => string, first?: ReportLine) {
  const line = shallowRef<ReportLine | undefined | 'loading' | 'nowhere'>(first ?? 'loading')
  const session = useSession()
  const asked = () => [id(), session.identityId] as const
  watching(asked, async ([wanted], show: (now: ReportLine | undefined) => void) => (await openOffline()).watchLine(wanted, show), line)
  return line
}
