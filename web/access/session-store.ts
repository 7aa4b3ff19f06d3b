import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { actions, can as roleCan, type Action, type Actor, type Role } from '../../shared/access/roles.ts'
import type { BoardView, DemoPersona, SessionView } from '../../shared/access/session-view.ts'
import { api, demoRequest, outcomeOf, type Outcome } from '../api.ts'
import { keep, readKept, type KnownBoard } from './kept-session.ts'

const teamRoles: readonly Role[] = ['dpo', 'handler', 'chair', 'headOfIct']

/**
 * Who works on this device. The last answer of the server is kept, so that a phone without a network still knows the board,
 * its schools and whom to call; signed out it forgets the person and keeps those.
 */
export const useSession = defineStore('session', () => {
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
    save()
  }

  /** The server no longer knows this session (401). What was written stays; only sending waits. */
  function expired() {
    view.value = null
    save()
  }

  /** Asks the server who we are. Without an answer the last one stands. */
  async function load(): Promise<void> {
    const answer = await outcomeOf(api.session.$get())
    if (answer.is === 'ok') remember(answer.value)
    else if (answer.is === 'refused' && (answer.status === 401 || answer.code === 'access.noBoard')) expired()
    if (mode.value === null && answer.is !== 'offline') await findMode()
  }

  /** Signed out nobody tells the mode, and the banner of the demo has to stand on every screen. */
  async function findMode() {
    const answer = await demoRequest('/demo/messages')
    if (answer.is !== 'offline') mode.value = answer.is === 'ok' ? 'demo' : 'production'
    save()
  }

  const askCode = (email: string) => outcomeOf(api.session.code.$post({ json: { email } }))

  async function signIn(email: string, code: string, own: boolean): Promise<Outcome<SessionView>> {
    const answer = await outcomeOf<SessionView>(api.session.$post({ json: { email, code, ownDevice: own } }))
    if (answer.is === 'ok') {
      ownDevice.value = own
      remember(answer.value)
    }
    return answer
  }

  async function signInDemo(persona: DemoPersona): Promise<Outcome<SessionView>> {
    const answer = await demoRequest<SessionView>('/session/demo', { persona })
    if (answer.is === 'ok') {
      ownDevice.value = true
      remember(answer.value)
    }
    return answer
  }

  async function signOut(): Promise<Outcome<unknown>> {
    const answer = await outcomeOf(api.session.$delete())
    if (answer.is === 'ok') {
      if (!ownDevice.value) boards.value = []
      expired()
    }
    return answer
  }

  /** May this person do it here and now, at one of his boards? The server says so again. */
  const can = (action: Action) => allowed(view.value, action, view.value?.scope)
  /** His role allows it, this session does not: the desk waits for a passkey. */
  const needsDesk = (action: Action) => !can(action) && actions[action].scope === 'desk' && allowed(view.value, action, 'desk')

  return {
    view,
    boards,
    mode,
    ownDevice,
    state: computed(() => (view.value ? ('signedIn' as const) : ('signedOut' as const))),
    identityId: computed(() => view.value?.identityId ?? null),
    scope: computed(() => view.value?.scope ?? null),
    personName: computed(() => view.value?.boards[0]?.personName ?? null),
    inTeam: computed(() => view.value?.boards.some((board) => board.roles.some((role) => teamRoles.includes(role))) ?? false),
    can,
    needsDesk,
    load,
    expired,
    askCode,
    signIn,
    signInDemo,
    signOut,
  }
})

const known = ({ organisationId, name, schools, contacts }: KnownBoard): KnownBoard => ({ organisationId, name, schools, contacts })

function allowed(view: SessionView | null, action: Action, scope: Actor['scope'] | undefined): boolean {
  if (!view || !scope) return false
  const actorAt = ({ organisationId, personId, roles }: BoardView): Actor => ({ organisationId, personId, identityId: view.identityId, pseudonym: '', roles, scope })
  return view.boards.some((board) => roleCan(actorAt(board), action, { reporterId: board.personId }))
}
