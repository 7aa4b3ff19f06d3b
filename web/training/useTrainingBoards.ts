import { computed, ref } from 'vue'
import { actions, type Action } from '../../shared/access/roles.ts'
import { useSession } from '../access/session-store.ts'

/** The boards at which this person may do it, the one that is looked at, and what keeps the door shut. */
export function useTrainingBoards(action: Action) {
  const session = useSession()
  const able: readonly string[] = actions[action].roles
  const boards = computed(() => (session.view?.boards ?? []).filter(({ roles }) => roles.some((role) => able.includes(role))))
  const chosen = ref('')
  const board = computed(() => boards.value.find(({ organisationId }) => organisationId === chosen.value) ?? boards.value[0])
  const boardId = computed({ get: () => board.value?.organisationId ?? '', set: (id) => void (chosen.value = id) })
  const shut = computed(() => {
    if (session.state === 'signedOut') return 'signedOut'
    if (boards.value.length === 0) return 'noPermission'
    return session.needsDesk(action) ? 'needsDesk' : null
  })
  return { boards, board, boardId, shut }
}
export type Shut = 'signedOut' | 'noPermission' | 'needsDesk'

/** Whether somebody with these roles may do it; the server says so again. */
export const allows = (roles: readonly string[], action: Action): boolean => actions[action].roles.some((role) => roles.includes(role))
