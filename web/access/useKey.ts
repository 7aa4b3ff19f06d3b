import { ref } from 'vue'
import type { NewKeyView } from '../../shared/access/key-views.ts'
import type { SessionView } from '../../shared/access/session-view.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'
import { useI18n } from '../ui/useSentences.ts'
import { makeKey, showKey, type KeyAnswer } from './passkey.ts'
import { useSession } from './session-store.ts'

type Challenge<Options> = { challengeId: string; options: Options }
type Proof<Response> = { challengeId: string; response: Response }

/**
 * What one does with a key: open the desk, show it once more, make one. Each asks the server for a challenge, lets the device
 * answer it and hands that in; what went wrong on the way becomes one sentence.
 */
export function useKey() {
  const { t } = useI18n()
  const session = useSession()
  const busy = ref(false)
  const problem = ref('')

  function say(sentence: string): null {
    problem.value = sentence
    return null
  }
  const refused = (answer: Exclude<Outcome<unknown>, { is: 'ok' }>) =>
    say(answer.is === 'offline' ? t('common.noConnection') : answer.detail || t('common.failed'))

  async function ceremony<O, R, T>(
    ask: () => Promise<Outcome<Challenge<O>>>,
    prove: (options: O) => Promise<KeyAnswer<R>>,
    send: (proof: Proof<R>) => Promise<Outcome<T>>,
  ): Promise<{ value: T } | null> {
    if (busy.value) return null
    busy.value = true
    problem.value = ''
    try {
      const asked = await ask()
      if (asked.is !== 'ok') return refused(asked)
      const proof = await prove(asked.value.options)
      if (proof.is === 'trouble') return say(t(`keys.trouble.${proof.why}`))
      const answer = await send({ challengeId: asked.value.challengeId, response: proof.response })
      return answer.is === 'ok' ? { value: answer.value } : refused(answer)
    } finally {
      busy.value = false
    }
  }

  /** Opens the desk on this device; signed out it signs in as well: the key knows whose it is. */
  async function openDesk(ownDevice: boolean): Promise<boolean> {
    const opened = await ceremony(
      () => outcomeOf<Challenge<Parameters<typeof showKey>[0]>>(api.session.desk.challenge.$post()),
      showKey,
      (proof) => outcomeOf<SessionView>(api.session.desk.$post({ json: { ...proof, ownDevice } })),
    )
    if (opened) session.opened({ is: 'ok', value: opened.value }, ownDevice)
    return opened !== null
  }

  /** The key once more: for ten minutes this session may do what cannot be undone. */
  const stepUp = async (): Promise<boolean> =>
    (await ceremony(
      () => outcomeOf<Challenge<Parameters<typeof showKey>[0]>>(api.session['step-up'].challenge.$post()),
      showKey,
      (proof) => outcomeOf(api.session['step-up'].$post({ json: proof })),
    )) !== null

  /** Makes a key on an invitation, or as another one beside those there are; that asks for one of them first. */
  const register = async (label: string, invitation: string | null): Promise<NewKeyView | null> =>
    (
      await ceremony(
        () =>
          withStepUp(() =>
            outcomeOf<Challenge<Parameters<typeof makeKey>[0]>>(api.keys.registration.$post({ json: invitation === null ? {} : { invitation } })),
          ),
        makeKey,
        (proof) => outcomeOf<NewKeyView>(api.keys.$post({ json: { ...proof, label } })),
      )
    )?.value ?? null

  return { busy, problem, openDesk, stepUp, register }
}
