import { computed, ref } from 'vue'
import { actions, type Action } from '../../shared/access/roles.ts'
import { useSession } from '../access/session-store.ts'

export type Shut = 'signedOut' | 'noPermission' | 'needsDesk'

/** For all screens of the register on this page; '' for all boards. */
const chosen = ref('')

/** The boards at which this person may do it, the one that is looked at, and what keeps the door shut. `all`: where none is chosen, all of them are meant. */
export function useRegisterBoards(action: Action, { all = false } = {}) {
  const session = useSession()
  const able: readonly string[] = actions[action].roles
  const boards = computed(() => (session.view?.boards ?? []).filter(({ roles }) => roles.some((role) => able.includes(role))))
  const found = computed(() => boards.value.find(({ organisationId }) => organisationId === chosen.value))
  const board = computed(() => found.value ?? (all && boards.value.length > 1 ? undefined : boards.value[0]))
  const boardId = computed({ get: () => board.value?.organisationId ?? '', set: (id) => void (chosen.value = id) })
  const shut = computed((): Shut | null => {
    if (session.state === 'signedOut') return 'signedOut'
    if (boards.value.length === 0) return 'noPermission'
    return session.needsDesk(action) ? 'needsDesk' : null
  })
  return { session, boards, board, boardId, shut }
}
