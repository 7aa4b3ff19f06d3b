import { computed, ref } from 'vue'
import { useSession } from '../access/session-store.ts'

const key = 'seintje.training.board'

function remembered(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** For all screens of training on this page. */
const chosen = ref(remembered())

/** At which board somebody learns: the one he chose on this device, or else his first. */
export function useBoard() {
  const session = useSession()
  const boards = computed(() => session.view?.boards ?? [])
  const board = computed(() => boards.value.find((one) => one.organisationId === chosen.value) ?? boards.value[0] ?? null)
  /** signed out: the one this device reports to */
  const organisationId = computed(() => board.value?.organisationId ?? (session.view ? '' : (session.boards[0]?.organisationId ?? '')))
  function chooseBoard(id: string): void {
    chosen.value = id
    try {
      localStorage.setItem(key, id)
    } catch {
      // Then the choice lasts as long as the page.
    }
  }
  return { board, boards, organisationId, chooseBoard }
}
