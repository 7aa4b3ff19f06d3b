import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { PushDeviceView } from '../../shared/alert/payload.ts'
import { useSession } from '../access/session-store.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { deviceLabel, heldSubscription, keysOf, pushAbility, subscribe } from './push-browser.ts'
import { deviceFor, keepDevice } from './push-device.ts'

/** How it stands with alerts on this device; everything but `on` is told to the person. */
export type PushState = 'checking' | 'on' | 'off' | 'denied' | 'unsupported' | 'needsInstall' | 'failing' | 'lost' | 'error' | 'unknown'

/** Alerts on this device: looked after at each start, renewed when the server's key changed, honest when they do not work. */
export const usePush = defineStore('push', () => {
  const session = useSession()
  const devices = shallowRef<readonly PushDeviceView[]>([])
  const state = ref<PushState>('checking')
  const busy = ref(false)
  const mine = computed(() => (session.identityId ? deviceFor(session.identityId).id : null))
  const device = computed(() => devices.value.find(({ id }) => id === mine.value) ?? null)
  const lang = () => (document.documentElement.lang === 'en' ? ('en' as const) : ('nl' as const))

  async function fetchDevices(): Promise<boolean> {
    const answer = await outcomeOf(api['push-subscriptions'].$get())
    if (answer.is === 'ok') devices.value = answer.value.items
    return answer.is === 'ok'
  }

  /** Hands the subscription to the server, under the key it was made with. */
  async function hand(subscription: PushSubscription, keyId: string): Promise<Outcome<PushDeviceView>> {
    const keys = keysOf(subscription)
    if (!keys || !session.identityId) return { is: 'offline' }
    const held = deviceFor(session.identityId)
    const answer = await outcomeOf<PushDeviceView>(api['push-subscriptions'][':id'].$put({ param: { id: held.id }, json: { ...keys, keyId, lang: lang(), label: deviceLabel() } }))
    if (answer.is === 'ok') {
      keepDevice({ ...held, keyId, wanted: true })
      devices.value = [...devices.value.filter(({ id }) => id !== held.id), answer.value]
    }
    return answer
  }

  /** At each start: does the browser still hold what the server reaches, and with the key of today? */
  async function check(): Promise<void> {
    if (!session.identityId) return
    const ability = pushAbility()
    if (ability !== 'able') return void (state.value = ability)
    const held = deviceFor(session.identityId)
    const [subscription, key, told] = await Promise.all([heldSubscription().catch(() => null), outcomeOf(api['push-key'].$get()), fetchDevices()])
    if (key.is !== 'ok' || !told) return void (state.value = held.wanted ? 'unknown' : 'off')
    if (!subscription) return void (state.value = held.wanted ? 'lost' : 'off')
    if (!held.wanted) return void (state.value = 'off')
    if (held.keyId !== key.value.keyId) return renew(subscription, key.value)
    const handed = await hand(subscription, key.value.keyId)
    state.value = handed.is === 'ok' ? standingOf(handed.value) : handed.is === 'offline' ? 'unknown' : 'lost'
  }

  /** The server has another key: what was made with the old one can no longer be reached. */
  async function renew(old: PushSubscription, key: { publicKey: string; keyId: string }) {
    await old.unsubscribe().catch(() => false)
    await turnOnWith(key)
  }

  async function turnOnWith({ publicKey, keyId }: { publicKey: string; keyId: string }) {
    try {
      const subscription = await subscribe(publicKey)
      if (!subscription) return void (state.value = pushAbility() === 'denied' ? 'denied' : 'off')
      const answer = await hand(subscription, keyId)
      state.value = answer.is === 'ok' ? standingOf(answer.value) : 'error'
    } catch {
      state.value = 'error'
    }
  }

  async function once(work: () => Promise<void>) {
    if (busy.value) return
    busy.value = true
    await work().finally(() => (busy.value = false))
  }

  const turnOn = () =>
    once(async () => {
      const key = await outcomeOf(api['push-key'].$get())
      if (key.is !== 'ok') return void (state.value = 'error')
      // What failed before may be a dead subscription: a fresh one is the only cure.
      await (await heldSubscription().catch(() => null))?.unsubscribe().catch(() => false)
      await turnOnWith(key.value)
    })

  /** No more alerts here: at the server, in the browser and in memory. Also part of signing out. */
  const turnOff = () =>
    once(async () => {
      if (!session.identityId) return
      const held = deviceFor(session.identityId)
      if (held.wanted) await outcomeOf(api['push-subscriptions'][':id'].$delete({ param: { id: held.id } }))
      if (pushAbility() === 'able') await (await heldSubscription().catch(() => null))?.unsubscribe().catch(() => false)
      keepDevice({ ...held, keyId: null, wanted: false })
      devices.value = devices.value.filter(({ id }) => id !== held.id)
      state.value = 'off'
    })

  async function remove(id: string): Promise<void> {
    if (id === mine.value) return turnOff()
    const answer = await outcomeOf(api['push-subscriptions'][':id'].$delete({ param: { id } }))
    if (answer.is === 'ok') devices.value = devices.value.filter((one) => one.id !== id)
  }

  async function test(): Promise<Outcome<{ outcome: 'sent' | 'gone' | 'retry'; answer: string }>> {
    const answer = await outcomeOf<{ outcome: 'sent' | 'gone' | 'retry'; answer: string }>(api['push-subscriptions'][':id'].test.$post({ param: { id: mine.value ?? '' } }))
    await fetchDevices()
    if (answer.is === 'ok') state.value = answer.value.outcome === 'gone' ? 'lost' : device.value ? standingOf(device.value) : state.value
    return answer
  }

  return { state, busy, devices, device, mine, check, turnOn, turnOff, remove, test }
})

/** The last one counts: a failure after the last success means that this device may stay silent tonight. */
export function standingOf({ lastOkAt, lastFailedAt }: Pick<PushDeviceView, 'lastOkAt' | 'lastFailedAt'>): 'on' | 'failing' {
  return lastFailedAt !== null && (lastOkAt === null || lastFailedAt > lastOkAt) ? 'failing' : 'on'
}
