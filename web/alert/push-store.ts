import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { useSession } from '../access/session-store.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { pushAbility, within } from './push-browser.ts'
import { deviceFor } from './push-device.ts'
import { pushRegistration, standingOf } from './push-registration.ts'

type Tested = { outcome: 'sent' | 'gone' | 'retry'; answer: string }

/** Alerts on this device: looked after at each start, renewed when the server's key changed, honest when they do not work. */
export const usePush = defineStore('push', () => {
  const session = useSession()
  const { devices, state, ...registration } = pushRegistration()
  const busy = ref(false)
  const mine = computed(() => (session.identityId ? deviceFor(session.identityId).id : null))
  const device = computed(() => devices.value.find(({ id }) => id === mine.value) ?? null)

  let running: Promise<unknown> = Promise.resolve()

  async function once(work: (identityId: string) => Promise<unknown>) {
    if (!busy.value && session.identityId) await run(work(session.identityId))
  }
  async function run(work: Promise<unknown>) {
    busy.value = true
    const mine = (running = work)
    await mine.finally(() => running === mine && (busy.value = false))
  }

  const check = () =>
    once(async (identityId) => {
      const ability = pushAbility()
      if (ability === 'able' && session.ownDevice) return registration.check(identityId)
      await registration.fetchDevices()
      state.value = ability === 'able' ? 'shared' : ability
    })

  const turnOn = () =>
    once(async (identityId) => {
      const key = await outcomeOf(api['push-key'].$get())
      if (key.is === 'ok') return registration.renew(identityId, key.value)
      state.value = 'error'
    })

  /** Also part of signing out: nobody is rung on a device he left, so what is under way here stops, is waited for, and is undone. */
  async function turnOff(): Promise<void> {
    const me = session.identityId
    if (!me) return
    registration.stop()
    await within(running).catch(() => undefined)
    await run(registration.end(me))
  }

  async function remove(id: string): Promise<void> {
    if (id === mine.value) return turnOff()
    const answer = await outcomeOf(api['push-subscriptions'][':id'].$delete({ param: { id } }))
    if (answer.is === 'ok') devices.value = devices.value.filter((one) => one.id !== id)
  }

  async function test(): Promise<Outcome<Tested>> {
    const answer = await outcomeOf<Tested>(api['push-subscriptions'][':id'].test.$post({ param: { id: mine.value ?? '' } }))
    await registration.fetchDevices()
    if (answer.is === 'ok') state.value = device.value ? standingOf(device.value) : 'lost'
    return answer
  }

  return { state, busy, devices, device, mine, check, turnOn, turnOff, remove, test }
})
