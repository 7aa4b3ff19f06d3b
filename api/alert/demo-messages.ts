import type { Clock } from '../../shared/instant.ts'
import type { DemoMessage, DemoMessages, Mailer, SmsSender } from '../deps.ts'

const kept = 200

/** What went out in the demo: in memory only, the last 200, newest first. Never used in production. */
export function makeDemoMessages(clock: Clock): DemoMessages {
  let messages: DemoMessage[] = []
  return {
    add: (message) => void (messages = [{ at: clock.now(), ...message }, ...messages].slice(0, kept)),
    list: () => messages,
  }
}

/** A mailer that shows mails on the demo's screen, and sends them as well where a mail server is set. */
export function makeDemoMailer(messages: DemoMessages, real?: Mailer): Mailer {
  return {
    send: async (mail) => {
      messages.add({ channel: 'mail', to: mail.to, subject: mail.subject, text: mail.text })
      return real ? real.send(mail) : { answer: 'demo' }
    },
    close: () => real?.close(),
  }
}

/** Text messages as the demo shows them. */
export const makeDemoSms = (messages: DemoMessages, real?: SmsSender): SmsSender => ({
  send: async (message) => {
    messages.add({ channel: 'sms', to: message.to, subject: '', text: message.text })
    return real ? real.send(message) : { outcome: 'sent', answer: 'demo' }
  },
})
