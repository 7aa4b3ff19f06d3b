import { ref, shallowRef } from 'vue'
import type { PushDeviceView } from '../../shared/alert/payload.ts'
import { api, outcomeOf } from '../api.ts'
import { deviceLabel, heldSubscription, keysOf, pushAbility, subscribe } from './push-browser.ts'
import { tellWorker } from './device-for-worker.ts'
import { deviceFor, keepDevice } from './push-device.ts'

/** How it stands with alerts on this device; everything but `on` is told to the person. */
export type PushState = 'checking' | 'on' | 'off' | 'denied' | 'unsupported' | 'needsInstall' | 'shared' | 'failing' | 'lost' | 'dropped' | 'error' | 'unknown'

type Key = { publicKey: string; keyId: string }
const subscriptions = api['push-subscriptions']
const lang = () => (document.documentElement.lang === 'en' ? ('en' as const) : ('nl' as const))

/** The last one counts: a failure after the last success means that this device may stay silent tonight. */
export function standingOf({ lastOkAt, lastFailedAt }: Pick<PushDeviceView, 'lastOkAt' | 'lastFailedAt'>): 'on' | 'failing' {
  return lastFailedAt !== null && (lastOkAt === null || lastFailedAt > lastOkAt) ? 'failing' : 'on'
}

/** This browser's subscription and the server's row of it, kept the same. */
export function pushRegistration() {
  const devices = shallowRef<readonly PushDeviceView[]>([])
  const state = ref<PushState>('checking')
  /** Which piece of work counts: one that was overtaken by the end hands nothing over any more. */
  let [turn, over, handed] = [0, false, false]
  const begin = () => {
    const mine = ++turn
    over = false
    return () => mine === turn
  }
  const stop = () => {
    turn += 1
    over = true
  }

  async function fetchDevices(): Promise<boolean> {
    const answer = await outcomeOf(subscriptions.$get())
    if (answer.is === 'ok') devices.value = answer.value.items
    return answer.is === 'ok'
  }

  /** Hands the subscription to the server, under the key it was made with. */
  async function hand(identityId: string, subscription: PushSubscription, { publicKey, keyId }: Key, still: () => boolean): Promise<void> {
    const keys = keysOf(subscription)
    if (!keys) return void (state.value = 'error')
    const held = deviceFor(identityId)
    handed = true
    const named = { keyId, lang: lang(), label: deviceLabel() }
    const answer = await outcomeOf<PushDeviceView>(subscriptions[':id'].$put({ param: { id: held.id }, json: { ...keys, ...named } }))
    if (!still()) return
    if (answer.is !== 'ok') return void (state.value = answer.is === 'offline' ? 'unknown' : 'error')
    keepDevice({ ...held, keyId, wanted: true })
    await tellWorker({ id: held.id, publicKey, ...named })
    devices.value = [...devices.value.filter(({ id }) => id !== held.id), answer.value]
    state.value = standingOf(answer.value)
  }

  /** A fresh subscription in place of what there was: the cure for a dead one and for an old key. */
  async function renew(identityId: string, key: Key): Promise<void> {
    const still = begin()
    try {
      await (await heldSubscription())?.unsubscribe().catch(() => false)
      const subscription = await subscribe(key.publicKey)
      // Too late: he left. What somebody else began here since then is not ours to end.
      if (!still()) return void (over && (await subscription?.unsubscribe()))
      if (subscription) return await hand(identityId, subscription, key, still)
      state.value = pushAbility() === 'denied' ? 'denied' : 'off'
    } catch {
      if (still()) state.value = 'error'
    }
  }

  /** At each start: does the browser still hold what the server reaches, and with the key of today? */
  async function check(identityId: string): Promise<void> {
    const [held, still] = [deviceFor(identityId), begin()]
    const [subscription, key, told] = await Promise.all([heldSubscription().catch(() => null), outcomeOf(api['push-key'].$get()), fetchDevices()])
    if (!still()) return
    if (!held.wanted) return void (state.value = 'off')
    if (key.is !== 'ok' || !told) return void (state.value = 'unknown')
    if (!subscription) return void (state.value = 'lost')
    if (held.keyId !== key.value.keyId) return renew(identityId, key.value)
    // The push service said it is gone, or it was taken off the list on another device: told, and on again after a tap.
    if (!devices.value.some(({ id }) => id === held.id)) return void (state.value = 'dropped')
    return hand(identityId, subscription, key.value, still)
  }

  /** No more alerts here: at the server, in the browser and in memory. */
  async function end(identityId: string): Promise<void> {
    const held = deviceFor(identityId)
    stop()
    // First: the worker must not mend what is being ended.
    await tellWorker(null)
    if (held.wanted || handed) await outcomeOf(subscriptions[':id'].$delete({ param: { id: held.id } }))
    await heldSubscription()
      .then((subscription) => subscription?.unsubscribe())
      .catch(() => false)
    handed = false
    keepDevice({ ...held, keyId: null, wanted: false })
    devices.value = devices.value.filter(({ id }) => id !== held.id)
    state.value = 'off'
  }

  return { devices, state, fetchDevices, renew, check, stop, end }
}
