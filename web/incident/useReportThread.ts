import { computed, shallowRef, watch } from 'vue'
import type { MessageView } from '../../shared/incident/views.ts'
import { openOffline } from '../offline/open-offline.ts'
import type { OwnMessage } from '../offline/messages.ts'
import { stillKnown, type GoesTo } from './goes-to.ts'
import { useReportLine } from './useReportLines.ts'

/** One message as it is shown: the school's, or one's own with how far it got. */
export interface ThreadMessage {
  id: string
  mine: boolean
  text: string
  corrects: string | null
  at: number
  state: OwnMessage['state']
  reason: string | null
  readAt: string | null
}

const told = ({ id, mine, text, corrects, sentAt, readAt }: MessageView): ThreadMessage => ({
  id,
  mine,
  text,
  corrects,
  at: Date.parse(sentAt),
  state: 'received',
  reason: null,
  readAt,
})
const written = ({ id, text, corrects, sentAt, state, reason }: OwnMessage): ThreadMessage => ({
  id,
  mine: true,
  text,
  corrects,
  at: sentAt,
  state,
  reason,
  readAt: null,
})

/** What the server told and what this device still holds, each message once, in the order of time. */
export function mergeThread(fromServer: readonly MessageView[], fromHere: readonly OwnMessage[]): ThreadMessage[] {
  const known = new Set(fromServer.map((message) => message.id))
  return [...fromServer.map(told), ...fromHere.filter((message) => !known.has(message.id)).map(written)].sort((a, b) => a.at - b.at)
}

/** One report with its own words and messages, from this device first and from the server as soon as it answers. */
export function useReportThread(id: () => string) {
  const line = useReportLine(id)
  const known = computed(() => (typeof line.value === 'object' ? line.value : undefined))
  const thread = shallowRef<ThreadMessage[]>([])
  /** what was written: from this device, or read at the school just now and not kept */
  const words = shallowRef<{ text: string; fromSchool: boolean } | null>(null)
  /** for whom it is: as it was written here, or as the school has it; null as long as neither is known */
  const to = shallowRef<GoesTo | null>(null)
  /** who at school took it up and when, as the server just told */
  const takenUp = shallowRef<readonly { role: string; at: string }[]>([])

  async function read(): Promise<void> {
    const offline = await openOffline()
    const more = await offline.more()
    const [kept, own, report] = await Promise.all([more.keptMessages(id()), more.ownMessages(id()), offline.ownReport(id())])
    thread.value = mergeThread(kept ?? [], own)
    const written = report ?? (known.value?.state === 'draft' ? (await offline.openDraft<GoesTo>(id()).catch(() => undefined))?.fields : null)
    to.value = written ?? to.value ?? (known.value ? stillKnown(known.value, null) : null)
    if (report) words.value = { text: report.description, fromSchool: false }
    else if (!words.value?.fromSchool) words.value = null
  }

  async function refresh(): Promise<void> {
    const told = await (await (await openOffline()).more()).refresh(id())
    if (told?.description && !words.value) words.value = { text: told.description, fromSchool: true }
    if (told) takenUp.value = told.takenUp
    if (told?.goesTo) to.value ??= told.goesTo
  }

  // Each change of the row is a reason to look again; the server is asked about what it has, and after each message of ours.
  watch(line, () => void read().catch(() => undefined))
  const atSchool = computed(() => line.value === undefined || known.value?.receivedAt)
  watch([id, atSchool, () => known.value?.underway], () => atSchool.value && void refresh().catch(() => undefined), { immediate: true })

  return { line, known, thread, words, to, takenUp }
}
