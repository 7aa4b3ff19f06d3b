import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = ParsedMail & { rcpt: string[]; raw: string }

/** A real SMTP server on loopback, far end of the mailer: keeps what it receives, refuses when told. */
export async function startSmtpServer() {
  const mails: ReceivedMail[] = []
  let asked = 0
  let held: (() => void)[] | null = null
  let refusal: { code: number; text: string } | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (address, _session, done) => {
      asked += 1
      const say = () => (refusal ? done(Object.assign(new Error(`${refusal.text} <${address.address}>`), { responseCode: refusal.code })) : done())
      if (held) held.push(say)
      else say()
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const raw = Buffer.concat(parts)
        mails.push({ ...(await simpleParser(raw)), rcpt: session.envelope.rcptTo.map(({ address }) => address), raw: raw.toString() })
        done()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    to: (address: string) => mails.filter(({ rcpt }) => rcpt.includes(address)),
    /** from now on every recipient is refused with this code; null accepts again */
    refuse: (code: number | null, text = 'no thanks') => void (refusal = code === null ? null : { code, text }),
    /** how often somebody wanted to hand over a mail */
    asked: () => asked,
    /** says nothing any more, until what this gives is called */
    hang: () => {
      held = []
      return () => {
        const waiting = held ?? []
        held = null
        for (const say of waiting) say()
      }
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}
