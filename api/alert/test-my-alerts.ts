import type { AlertTest } from '../../shared/alert/alerting-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { actorAt, allow } from '../access/allow.ts'
import { openMail } from '../access/secrets.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { say } from '../text.ts'
import { findRung } from './alerting-store.ts'
import { plainMailOf } from './compose.ts'
import { findOwner } from './device-store.ts'
import { describeError } from './dispatch.ts'
import { smsNumberOf } from './sms-number.ts'

type Owner = NonNullable<Awaited<ReturnType<typeof findOwner>>>

/**
 * Sends me a test by mail or text message now, also where I switched that off, and tells what came of it. Refuses: access.denied,
 * alerts.noSms, alerts.number (there is none that takes text messages), request.tooMany.
 */
export async function testMyAlerts(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, channel }: { organisationId: string; channel: 'mail' | 'sms' },
): Promise<AlertTest> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'alerts.testOwn')
  await deps.limits.take('alertTestPerPerson', actor.identityId)
  const owner = await deps.db.outside((sql) => findOwner(sql, actor.identityId))
  if (!owner) throw new Problem('access.noBoard')
  const tested = channel === 'mail' ? await testMail(deps, actor, owner) : await testSms(deps, actor, owner)
  await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    await append(deps, tx, actor, { type: 'alerts.tested', subjectId: actor.personId, facts: { channel, outcome: tested.outcome } })
  })
  return tested
}

async function testMail(deps: Deps, { identityId }: Actor, { emailSealed, lang }: Owner): Promise<AlertTest> {
  try {
    const to = await openMail(deps.keys, identityId, emailSealed)
    const { answer } = await deps.mail.send(plainMailOf('alertTest', { to, lang, publicUrl: deps.env.publicUrl, messageId: deps.newId() }))
    return { outcome: 'sent', answer }
  } catch (error) {
    return { outcome: 'retry', answer: describeError(error).code ?? describeError(error).error }
  }
}

async function testSms(deps: Deps, actor: Actor, { lang }: Owner): Promise<AlertTest> {
  if (!deps.sms) throw new Problem('alerts.noSms')
  const to = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const [row] = await findRung(tx, [actor.personId])
    return row ? smsNumberOf(deps, tx, row.personId, row) : null
  })
  if (to === null) throw new Problem('alerts.number', { field: 'smsNumber' })
  return deps.sms.send({ to, text: say(lang, 'push.alertTest.sms'), id: deps.newId(), lang })
}
