import { createHmac } from 'node:crypto'
import type { Clock } from '../../../shared/instant.ts'
import type { SmsSender } from '../../deps.ts'

export type SmsSettings = { url: string; secret: string; /** with {{to}}, {{text}}, {{id}} and {{lang}} */ template?: string }
type Message = Parameters<SmsSender['send']>[0]

const patience = 10_000
/** An answer longer than this holds no id we would want. */
const answerLimit = 10_000

/**
 * Hands a text message to the operator's own service: one POST, signed so that the service knows who asks (`t.body` under the shared
 * secret) and marked so that it can leave out what came twice. No redirect is followed. Of the answer only the status is kept, and an id.
 */
export function makeSmsSender({ url, secret, template }: SmsSettings, clock: Clock): SmsSender {
  return {
    send: async (message) => {
      const body = bodyOf(message, template)
      const at = Math.floor(Date.parse(clock.now()) / 1000)
      const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
      const headers = {
        'Content-Type': isJson(body) ? 'application/json' : 'text/plain; charset=utf-8',
        'Seintje-Signature': `t=${at},v1=${signature}`,
        'Idempotency-Key': message.id,
      }
      try {
        const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(patience) })
        const id = answer.ok ? idIn(await shortText(answer), message.to) : undefined
        if (!answer.ok) await answer.body?.cancel()
        return { outcome: outcomeOf(answer.status), answer: id ? `http ${answer.status} ${id}` : `http ${answer.status}` }
      } catch (error) {
        return { outcome: 'retry', answer: `sms ${codeOf(error)}` }
      }
    },
  }
}

/** A request that is wrong today is wrong tomorrow: only what may pass by itself is tried again. */
function outcomeOf(status: number): 'sent' | 'retry' | 'failed' {
  if (status >= 200 && status < 300) return 'sent'
  return status >= 400 && status < 500 && status !== 429 ? 'failed' : 'retry'
}

const placeholders = ['to', 'text', 'id', 'lang'] as const

/** Whether a template says to whom and what, and asks for nothing we do not have. */
export function isTemplate(template: string): boolean {
  const asked = [...template.matchAll(/\{\{\s*(.*?)\s*\}\}/g)].map(([, name]) => name)
  return asked.includes('to') && asked.includes('text') && asked.every((name) => placeholders.some((one) => one === name))
}

/** Values are escaped as inside a JSON string, so that no text can end it. */
export const bodyOf = (message: Message, template: string | undefined): string =>
  template === undefined
    ? JSON.stringify({ to: message.to, text: message.text, id: message.id })
    : template.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: keyof Message) => JSON.stringify(message[name]).slice(1, -1))

function isJson(body: string): boolean {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}

async function shortText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    // leaving the loop cancels the rest
    if (size > answerLimit) return ''
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The service's own number for the message, as far as it is none of a person. */
function idIn(text: string, to: string): string | undefined {
  try {
    const { id, messageId } = JSON.parse(text) as { id?: unknown; messageId?: unknown }
    const found = [messageId, id].map((one) => (typeof one === 'number' ? String(one) : one)).find((one) => typeof one === 'string')
    return typeof found === 'string' && /^[\w-]{1,64}$/.test(found) && !found.replaceAll(/\D/g, '').includes(to.slice(-8)) ? found : undefined
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'ETIMEDOUT'
  const code = (error as { cause?: { code?: unknown } }).cause?.code
  return typeof code === 'string' && /^\w+$/.test(code) ? code : 'error'
}
