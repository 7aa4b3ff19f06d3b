import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { personContext } from '../../api/access/secrets.ts'
import { makeMailer } from '../../api/alert/channels/mail.ts'
import { boardKey } from '../../api/db/keys.ts'
import { delivery, event, person } from '../../api/db/schema.ts'
import { sealText } from '../../api/db/seal.ts'
import { demoBoard, demoIdentity } from '../../api/demo/board.ts'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import type { Acknowledgement } from '../../shared/incident/views.ts'
import { lostStick, office } from './office.ts'
import { startPushService } from './push-service.ts'
import { startSmtpServer } from './smtp-server.ts'

export const board = { organisationId: demoBoard.organisationId }
export const mailbox = { teacher: 'noor', dpo: 'frits', handler: 'hanna', chair: 'bram', headOfIct: 'iris' } as const
type Rung = keyof typeof mailbox

/** The office with both far ends on loopback: a mail server that receives, a push service that decrypts. */
export async function alarmHouse(changes: Parameters<typeof office>[0] = {}) {
  const [smtp, service] = await Promise.all([startSmtpServer(), startPushService()])
  const mailer = makeMailer({ smtpUrl: smtp.url, mailFrom: 'seintje@waterlelie.example', publicUrl: 'http://localhost' })
  const h = await office({ mail: mailer, guard: service.guard, ...changes })

  return {
    ...h,
    smtp,
    service,
    /** this person's phone, subscribed */
    device: async (who: DemoPersona, lang: 'nl' | 'en' = 'nl') => {
      const device = service.subscribe(h.deps.push.keyId, lang)
      const [id, client] = [v7(), await h.as(who)]
      const saved = await client.put(`/push-subscriptions/${id}`, device.input)
      if (saved.status !== 200) throw new Error(await saved.text())
      return { ...device, id, client }
    },
    /** a teacher reports; gives the acknowledgement */
    report: async (fields: Record<string, unknown> = {}) => {
      const teacher = await h.as('teacher')
      const answer = await teacher.put(`/reports/${v7()}`, lostStick(h.now(), fields), { 'device-now': h.now() })
      if (answer.status !== 201) throw new Error(await answer.text())
      return (await answer.json()) as Acknowledgement
    },
    /** where text messages to this person go */
    number: (who: DemoPersona, number: string) =>
      h.deps.db.inBoard(board, async (tx) => {
        const [row] = await tx.sql
          .select({ id: person.id })
          .from(person)
          .where(eq(person.identityId, demoIdentity(who)))
        const smsSealed = await sealText(await boardKey(h.deps.keys, tx), personContext(board.organisationId, row!.id, 'sms'), number)
        await tx.sql.update(person).set({ smsSealed }).where(eq(person.id, row!.id))
        return row!.id
      }),
    mailsTo: (who: Rung) => smtp.to(`${mailbox[who]}@waterlelie.example`),
    deliveries: async (who?: DemoPersona) => {
      const rows = await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(delivery).orderBy(delivery.createdAt, delivery.id))
      return rows.filter((row) => who === undefined || row.identityId === demoIdentity(who))
    },
    events: async (type: string) =>
      (await h.deps.db.inBoard(board, (tx) => tx.sql.select().from(event).orderBy(event.sequence))).filter((row) => row.type === type),
    close: async () => {
      mailer.close()
      await Promise.all([h.drop(), smtp.close(), service.close()])
    },
  }
}
export type AlarmHouse = Awaited<ReturnType<typeof alarmHouse>>
