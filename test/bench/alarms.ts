import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import type { FarEndsCounts, FarEndsReady, FarEndsWish } from './far-ends-process.ts'
import type { Figure } from './figures.ts'
import { startOffice, startProcess } from './office.ts'

const alarms = 1_000
const people = 400
const patience = 300_000

async function startFarEnds() {
  const { child, heard, ended } = startProcess('far-ends-process.ts', {})
  const ready = (await heard()) as FarEndsReady
  const ask = async <T>(wish: FarEndsWish) => {
    child.send(wish)
    return (await heard()) as T
  }
  const until = async (mails: number, pushes: number) => {
    const from = performance.now()
    for (;;) {
      const got = await ask<FarEndsCounts>({ count: true })
      if (got.mails >= mails && got.pushes >= pushes) return (performance.now() - from) / 1000
      if (performance.now() - from > patience) throw new Error(`only ${got.mails} mails and ${got.pushes} pushes came`)
      await sleep(100)
    }
  }
  const close = async () => {
    child.send({ close: true } satisfies FarEndsWish)
    await ended
  }
  return { ...ready, subscribe: (keyId: string) => ask<object>({ subscribe: keyId }), until, close }
}

/** A thousand reports that nobody took up, whose second step falls due at once: until both far ends have all of it. */
export async function manyAlarms(name: string, dataDir: string, databaseUrl?: string): Promise<Figure[]> {
  const far = await startFarEnds()
  const office = await startOffice({ dataDir, ...(databaseUrl ? { databaseUrl } : {}), smtpUrl: far.smtpUrl, pushOrigin: far.pushOrigin, people })
  const call = async (method: string, path: string, cookie: string | undefined, body?: unknown) => {
    const headers = { cookie: cookie ?? '', 'content-type': 'application/json' }
    const answer = await fetch(`http://127.0.0.1:${office.port}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { keyId: string }
  }
  const [dpo] = office.cookies
  await call('PUT', `/push-subscriptions/${v7()}`, dpo, await far.subscribe((await call('GET', '/push-key', dpo)).keyId))
  let sent = 0
  const reporter = async () => {
    while (sent < alarms) {
      const report = { shape: 1, kind: 'deviceLost', description: 'Tablet kwijt.', discoveredBasis: 'unknown', reportedAt: new Date().toISOString() }
      await call('PUT', `/reports/${v7()}`, office.cookies[1 + (sent++ % (people - 1))], report)
    }
  }
  await Promise.all(Array.from({ length: 16 }, reporter))
  // The officer's mail and the reporter's receipt, and a push.
  const first = await far.until(2 * alarms, alarms)
  const { cpuSeconds: before } = await office.count()
  await office.makeDue()
  const seconds = await far.until(3 * alarms, 2 * alarms)
  const { cpuSeconds: after } = await office.count()
  console.log(
    `  ${first.toFixed(1)} s after the last of ${alarms} reports their first ring was out; the second took ${seconds.toFixed(1)} s, ${(after - before).toFixed(1)} s of processor`,
  )
  await office.close()
  await far.close()
  return [{ what: `1,000 alarms due in the same minute, by mail and push, ${name}`, value: seconds, unit: 's', limit: 30 }]
}

/** What a cycle costs in which nothing is due, beside ever more incidents that are over. */
export async function tickCost(name: string, dataDir: string, databaseUrl?: string): Promise<Figure[]> {
  const office = await startOffice({ dataDir, ...(databaseUrl ? { databaseUrl } : {}), people: 20 })
  const measure = async () => {
    await office.ticks(50)
    return office.ticks(200)
  }
  const none = await measure()
  await office.addClosed(1_000)
  const some = await measure()
  await office.addClosed(19_000)
  const many = await measure()
  await office.close()
  const ms = ({ tick, audit }: typeof none) => `${tick.toFixed(2)} (audit ${audit.toFixed(2)})`
  console.log(`  a cycle beside 0, 1,000 and 20,000 closed incidents: ${ms(none)}, ${ms(some)}, ${ms(many)} ms`)
  return [
    { what: `cycle of the engine beside 20,000 closed incidents and none, ${name}`, value: many.tick / none.tick, unit: '×', limit: 1.5 },
    { what: `the audit each minute, the same, ${name}`, value: many.audit / none.audit, unit: '×', limit: 1.5 },
  ]
}
