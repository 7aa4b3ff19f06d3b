import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceivedSms = { headers: IncomingHttpHeaders; raw: string; signed: boolean; to: string; text: string; id: string }
const secret = 'een-geheim-van-tweeendertig-tekens'

/** A service for text messages on loopback, far end of the sender: checks the signature as a real one would, records, answers what it is told. */
export async function startSmsService() {
  const received: ReceivedSms[] = []
  let answer = { status: 202, body: '{"id":"sms-1"}', hangs: false }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const raw = Buffer.concat(parts).toString()
      const [, at = '', given = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['seintje-signature'])) ?? []
      const signed = given === createHmac('sha256', secret).update(`${at}.${raw}`).digest('hex')
      received.push({ headers: request.headers, raw, signed, ...fieldsOf(raw) })
      if (!answer.hangs) response.writeHead(answer.status, { location: `${origin}/elsewhere` }).end(answer.body)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    settings: { url: `${origin}/sms`, secret },
    received,
    answerWith: (status: number, body = '') => void (answer = { status, body, hangs: false }),
    /** takes it, and never says so */
    hang: () => void (answer = { ...answer, hangs: true }),
    close: () => (server.closeAllConnections(), new Promise<void>((closed) => server.close(() => closed()))),
  }
}

function fieldsOf(raw: string): { to: string; text: string; id: string } {
  try {
    return { to: '', text: '', id: '', ...(JSON.parse(raw) as object) }
  } catch {
    return { to: '', text: raw, id: '' }
  }
}
