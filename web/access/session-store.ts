import { defineStore } from 'pinia'
import { computed } from 'vue'
import { actions, can as roleCan, type Action, type Actor } from '../../shared/access/roles.ts'
import type { BoardView, DemoPersona, SessionView } from '../../shared/access/session-view.ts'
import { leavePage } from '../offline/here.ts'
import { demoRequest, outcomeOf, type Outcome } from '../outcome.ts'
import { sessionMemory } from './session-memory.ts'

/** Comes after the first paint: what this device still knows of its person is on the screen by then. */
const sessionApi = async () => (await import('../api.ts')).api.session

/**
 * Who works on this device. The last answer of the server is kept, so that a phone without a network still knows the board,
 * its schools and whom to call; signed out it forgets the person and keeps those.
 */
export const useSession = defineStore('session', () => {
  const memory = sessionMemory()
  const { view, boards, mode, ownDevice, expired } = memory

  /** Asks the server who we are. Without an answer the last one stands. */
  async function load(): Promise<void> {
    const answer = await outcomeOf(sessionApi().then((session) => session.$get()))
    if (answer.is === 'ok') memory.remember(answer.value)
    else if (answer.is === 'refused' && (answer.status === 401 || answer.code === 'access.noBoard')) expired()
    if (mode.value === null && answer.is !== 'offline') await findMode()
  }

  /** Signed out nobody tells the mode, and the banner of the demo has to stand on every screen. */
  async function findMode() {
    const answer = await demoRequest('/demo/messages')
    if (answer.is !== 'offline') memory.foundMode(answer.is === 'ok' ? 'demo' : 'production')
  }

  /** A session was opened here, by a code or by a key. */
  function opened(answer: Outcome<SessionView>, own: boolean): Outcome<SessionView> {
    if (answer.is !== 'ok') return answer
    ownDevice.value = own
    memory.remember(answer.value)
    return answer
  }

  const askCode = (email: string) => outcomeOf(sessionApi().then((session) => session.code.$post({ json: { email } })))
  const signIn = async (email: string, code: string, own: boolean) =>
    opened(await outcomeOf<SessionView>(sessionApi().then((session) => session.$post({ json: { email, code, ownDevice: own } }))), own)
  const signInDemo = async (persona: DemoPersona) => opened(await demoRequest<SessionView>('/session/demo', { persona }), true)

  async function signOut(): Promise<Outcome<unknown>> {
    const answer = await outcomeOf(sessionApi().then((session) => session.$delete()))
    if (answer.is !== 'ok') return answer
    leavePage()
    memory.forget()
    return answer
  }

  /** May this person do it here and now, at one of his boards? The server says so again. */
  const can = (action: Action) => allowed(view.value, action, view.value?.scope)
  /** His role allows it, this session does not: the desk waits for a passkey. */
  const needsDesk = (action: Action) => !can(action) && actions[action].scope === 'desk' && allowed(view.value, action, 'desk')

  const state = computed(() => (view.value ? ('signedIn' as const) : ('signedOut' as const)))
  const identityId = computed(() => view.value?.identityId ?? null)
  const scope = computed(() => view.value?.scope ?? null)
  const personName = computed(() => view.value?.boards[0]?.personName ?? null)
  const byRole = (action: Action) => computed(() => allowed(view.value, action, 'desk'))
  /** He is rung for what comes in. */
  const inTeam = byRole('incident.listAlarms')
  /** He reads dossiers: the team, and whoever was let in to advise. */
  const readsFiles = byRole('incident.read')
  const isAuditor = byRole('log.read')
  return {
    view,
    boards,
    mode,
    ownDevice,
    state,
    identityId,
    scope,
    personName,
    inTeam,
    readsFiles,
    isAuditor,
    can,
    needsDesk,
    load,
    expired,
    opened,
    askCode,
    signIn,
    signInDemo,
    signOut,
  }
})

function allowed(view: SessionView | null, action: Action, scope: Actor['scope'] | undefined): boolean {
  if (!view || !scope) return false
  const actorAt = ({ organisationId, personId, roles }: BoardView): Actor => ({
    organisationId,
    personId,
    identityId: view.identityId,
    pseudonym: '',
    roles,
    seats: roles,
    at: '',
    scope,
  })
  return view.boards.some((board) => roleCan(actorAt(board), action, { reporterId: board.personId }))
}
