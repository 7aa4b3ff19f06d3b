import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { useSession } from '../access/session-store.ts'
import { keepAnswer, keepChange, type Kept } from './keeping.ts'
import type { Change, Given, TrainingState } from './my-training.ts'
import type { Answer, Key, Opened } from './on-page.ts'
import { comeBack, drainTraining, eraseTraining, keeping, onDrained, watchTraining } from './open-training.ts'
import { withUnsent } from './overlay.ts'
import type { Ending } from './training-sync.ts'
import { fetchForLater } from './later.ts'
import { useBoard } from './useBoard.ts'
import { useComingBack } from './useComingBack.ts'
import { noteWhatLies } from './waits.ts'

/** First the screen says that it is kept; sending shares the one processor of the phone with it. In milliseconds. */
const aMoment = 100

/** Another tab sends: how often and how soon to ask again. */
const [busyTries, busyGap] = [6, 500]

const stateAfter: Record<Ending, TrainingState> = {
  told: 'fresh',
  busy: 'fresh',
  nothing: 'failed',
  held: 'failed',
  away: 'offline',
  stranger: 'offline',
}

async function untilFree(first: Ending, again: () => Promise<Ending>): Promise<Ending> {
  let ending = first
  for (let tries = 0; ending === 'busy' && tries < busyTries; tries++) {
    await new Promise((later) => setTimeout(later, busyGap))
    ending = await again()
  }
  return ending
}

/** Erases all of whoever is here at this board, at school and on this device. `told`: it is done; anything else: not, as far as we heard. */
export const eraseMine = async (organisationId: string): Promise<Ending> => untilFree(await eraseTraining(organisationId), () => eraseTraining(organisationId))

/** What one person learned at the board in use, with the answers this device has not sent yet counted in. */
export function useMyTraining() {
  const session = useSession()
  const { board, boards, chooseBoard, organisationId } = useBoard()
  const key = computed<Key>(() => ({ ownerId: session.identityId, organisationId: organisationId.value }))
  const mine = shallowRef<MyTraining | null>(null)
  const asked = ref<TrainingState>('loading')
  const given = shallowRef<readonly Answer[]>([])
  const unsent = computed(() => given.value.filter((one) => one.state === 'queued').length)
  const state = computed<TrainingState>(() => (key.value.ownerId === null ? 'signedOut' : board.value ? asked.value : 'none'))

  const show = ({ ownerId, organisationId: at }: Key, found: Opened) => {
    mine.value = ownerId === null || at !== '' ? withUnsent(at, found) : null
    given.value = found.answers
  }

  async function refresh(drain = drainTraining): Promise<void> {
    const { ownerId, organisationId: at } = key.value
    if (ownerId === null || at === '') return
    const ending = await untilFree(await drain(at), () => drainTraining(at))
    if (key.value.ownerId === ownerId && key.value.organisationId === at) asked.value = stateAfter[ending]
  }

  let stop = () => {}
  watch(
    key,
    (now) => {
      stop()
      ;[mine.value, given.value, asked.value] = [null, [], 'loading']
      stop = watchTraining(now, (found) => show(now, found))
      void refresh()
    },
    { immediate: true },
  )
  // Also a pass that nobody here asked for says whether there is a network.
  const stopHearing = onDrained((ending) => {
    if (asked.value !== 'loading' && (ending === 'told' || ending === 'away')) asked.value = stateAfter[ending]
  })
  useComingBack(
    () => void refresh(comeBack),
    () => unsent.value > 0 || asked.value !== 'fresh',
  )
  onScopeDispose(() => {
    stop()
    stopHearing()
  })
  void fetchForLater()

  /** Noted before it is there, for a page that is killed, and after it, for a pass that ends in between. */
  async function andSend(keep: () => Promise<Kept>): Promise<Kept> {
    if (key.value.ownerId !== null) noteWhatLies('waits')
    const kept = await keep()
    if (kept === 'kept') noteWhatLies('waits')
    setTimeout(() => void refresh(), aMoment)
    return kept
  }

  return {
    mine,
    state,
    /** this person's answers of this sitting at this board, sent or not, the oldest first */
    given,
    /** of those, how many the server does not have yet */
    unsent,
    /** the board in use, and those there are to choose from */
    board,
    boards,
    chooseBoard,
    /** `kept`: it is on disk. `notKept`: it counts on this page, and goes if it can while the page lives. */
    answer: (one: Given): Promise<Kept> => andSend(() => keepAnswer(keeping, key.value, one)),
    change: (what: Change): Promise<Kept> => andSend(() => keepChange(keeping, key.value, what)),
    /** Sends what waits and asks the server how things stand. */
    refresh: () => refresh(),
  }
}
