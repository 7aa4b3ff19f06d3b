import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** `recipient`: before a letter is taken. `answer`: it was taken, and its sender does not hear so. */
export type HeldAt = 'recipient' | 'answer'
export type Letter = { messageId: string; to: string }
export type HoldingMail = Awaited<ReturnType<typeof startHoldingMail>>

/** A mail server that leaves whoever sends waiting at a moment of the test's choice. */
export async function startHoldingMail() {
  const letters: Letter[] = []
  let [at, held]: [HeldAt | null, (() => void)[]] = [null, []]
  const pass = (where: HeldAt, go: () => void) => void (at === where ? held.push(go) : go())
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onRcptTo: (_address, _session, done) => pass('recipient', () => done()),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const [, messageId = ''] = /^Message-ID: <([^@>]+)@/im.exec(Buffer.concat(parts).toString()) ?? []
        for (const { address } of session.envelope.rcptTo) letters.push({ messageId, to: address })
        pass('answer', () => done())
      })
    },
  })
  // Whoever is killed halfway breaks his connection.
  server.on('error', () => {})
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters,
    hold: (where: HeldAt) => void (at = where),
    /** how many wait */
    held: () => held.length,
    release: () => {
      const waiting = held
      ;[at, held] = [null, []]
      for (const go of waiting) go()
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}
