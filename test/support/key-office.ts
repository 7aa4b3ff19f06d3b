import { v7 } from 'uuid'
import { newInvitation } from '../../api/access/invitation.ts'
import { saveInvitation } from '../../api/access/key-store.ts'
import { openSession } from '../../api/access/open-session.ts'
import { demoBoard, demoIdentity } from '../../api/demo/board.ts'
import { event } from '../../api/db/schema.ts'
import type { DemoPersona } from '../../shared/access/session-view.ts'
import { authenticator, type Authenticator, type Twist } from './authenticator.ts'
import { office, withCookie } from './office.ts'

export const publicUrl = 'https://seintje.waterlelie.example'
export type KeyOffice = Awaited<ReturnType<typeof keyOffice>>
export type Client = ReturnType<typeof withCookie>

/** An office in production: no demo door, so the desk opens with a passkey or not at all. */
export async function keyOffice(changes: Parameters<typeof office>[0] = {}) {
  const o = await office({ env: { mode: 'production', publicUrl }, ...changes })
  const device = authenticator(publicUrl)

  /** signed in with the code of the mail */
  const byMail = async (who: DemoPersona, ownDevice = true): Promise<Client> => {
    const { token } = await openSession(o.deps, { identityId: demoIdentity(who), scope: 'device', ownDevice, label: null })
    return withCookie(o.request, `__Host-seintje=${token}`)
  }
  /** a link as it stands in his mail */
  const invited = async (who: DemoPersona, why: Parameters<typeof newInvitation>[2] = 'first') => {
    const { token, row } = newInvitation(o.deps, demoIdentity(who), why)
    await o.deps.db.outside((sql) => saveInvitation(sql, row))
    return token
  }
  const ask = async (client: Client, invitation?: string) => json(await client.post('/keys/registration', invitation === undefined ? {} : { invitation }), 200)
  const register = async (
    client: Client,
    invitation?: string,
    { twist, on = device, label = 'Telefoon' }: { twist?: Twist; on?: Authenticator; label?: string } = {},
  ) => {
    const { challengeId, options } = await ask(client, invitation)
    return client.post('/keys', { challengeId, response: on.create(options, twist), label })
  }
  const nobody = withCookie(o.request, '')
  /** shows the key to open the desk; gives the raw answer */
  const show = async ({
    client = nobody,
    on = device,
    twist,
    ownDevice = true,
    key,
  }: { client?: Client; on?: Authenticator; twist?: Twist; ownDevice?: boolean; key?: Authenticator['keys'][number] } = {}) => {
    const { challengeId, options } = await json(await client.post('/session/desk/challenge'), 200)
    return client.post('/session/desk', { challengeId, response: on.show(options, twist, key), ownDevice })
  }
  const desk = async (options: Parameters<typeof show>[0] = {}) => withCookie(o.request, cookieOf(await show(options)))
  /** a first key for this person, and the desk opened with it */
  const atDesk = async (who: DemoPersona) => {
    const on = authenticator(publicUrl)
    const made = await json(await register(await byMail(who), await invited(who), { on }), 201)
    return { client: await desk({ on }), on, recoveryCodes: made.recoveryCodes as string[], keyId: made.key.id as string }
  }

  return {
    ...o,
    ...{ device, nobody, byMail, invited, ask, register, show, desk, atDesk },
    board: demoBoard.organisationId,
    /** what stands in the board's log of this type */
    events: async (type: string) =>
      (await o.deps.db.inBoard({ organisationId: demoBoard.organisationId }, (tx) => tx.sql.select().from(event).orderBy(event.sequence))).filter(
        (row) => row.type === type,
      ),
    newId: v7,
  }
}

export const personOf = (who: DemoPersona) => demoIdentity(who).replace(/2(?=\d$)/, '3')
export const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''

/** The body, where the answer is what the test counts on. */
export async function json(answer: Response, status: number) {
  if (answer.status !== status) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer.json()
}
export const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { code: string }).code
