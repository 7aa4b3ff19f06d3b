import { startHoldingMail } from '../support/holding-mail.ts'
import { startPushService } from '../support/push-service.ts'

/** A mail server and a push service in a process of their own: what they do is not what the office does. */
export type FarEndsReady = { smtpUrl: string; pushOrigin: string }
export type FarEndsWish = { subscribe: string } | { count: true } | { close: true }
export type FarEndsCounts = { mails: number; pushes: number }

const [mail, service] = [await startHoldingMail(), await startPushService()]
const devices: ReturnType<typeof service.subscribe>[] = []

process.on('disconnect', () => process.exit())
process.on('message', (wish: FarEndsWish) => {
  if ('close' in wish) return process.disconnect()
  if ('count' in wish)
    return process.send!({ mails: mail.letters.length, pushes: devices.reduce((sum, { received }) => sum + received.length, 0) } satisfies FarEndsCounts)
  const device = service.subscribe(wish.subscribe)
  devices.push(device)
  process.send!(device.input)
})
process.send!({ smtpUrl: mail.url, pushOrigin: service.origin } satisfies FarEndsReady)
