import { ref, shallowRef } from 'vue'
import type { SessionView } from '../../shared/access/session-view.ts'
import { keep, readKept, type KnownBoard } from './kept-session.ts'

const known = ({ organisationId, name, schools, contacts }: KnownBoard): KnownBoard => ({ organisationId, name, schools, contacts })

/** What this device knows of its person, on the screen and for the next visit. */
export function sessionMemory() {
  const kept = readKept()
  const view = shallowRef<SessionView | null>(kept.view)
  const boards = shallowRef<readonly KnownBoard[]>(kept.boards)
  const mode = ref<'demo' | 'production' | null>(kept.mode)
  const ownDevice = ref(kept.ownDevice)

  const save = () => keep({ view: view.value, boards: boards.value.map(known), mode: mode.value }, ownDevice.value)

  function remember(now: SessionView) {
    view.value = now
    boards.value = now.boards.map(known)
    mode.value = now.mode
    // Whoever plays with the demo sits at his own machine: it answers nobody else.
    if (now.mode === 'demo') ownDevice.value = true
    save()
  }

  /** The server no longer knows this session (401). What was written stays; only sending waits. */
  function expired() {
    view.value = null
    save()
  }

  /** A device that others use keeps nothing at all. */
  function forget() {
    if (!ownDevice.value) boards.value = []
    expired()
  }

  function foundMode(now: 'demo' | 'production') {
    mode.value = now
    save()
  }

  return { view, boards, mode, ownDevice, remember, expired, forget, foundMode }
}
