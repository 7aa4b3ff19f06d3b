import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeMailer } from '../../../api/alert/channels/mail.ts'
import { plainMailOf, mailOf, pushOf, type Message } from '../../../api/alert/compose.ts'
import { asHtml, escapeHtml } from '../../../api/html.ts'
import { langs, say } from '../../../api/text.ts'
import { readStage } from '../../../shared/alert/stage.ts'
import { hours, plus } from '../../../shared/instant.ts'
import { startSmtpServer } from '../../support/smtp-server.ts'

/** The few words of a mail that people choose: names of boards, addresses, numbers. None of them becomes more than words. */
const nasty = [
  `<img src=x onerror=alert(1)>`,
  `"><script>alert(1)</script>`,
  `'></a><a href="https://evil.example">klik hier</a>`,
  `</title></head><body onload=alert(1)>`,
  `<style>*{background:url(https://evil.example)}</style>`,
  `Waterlelie\r\nBcc: evil@evil.example\r\n\r\n<b>`,
  `&lt;script&gt; {board} {number} @:common.close | twee`,
]
const now = '2026-03-02T09:15:00.000Z'
const stages = ['ring', 'ring-2', 'received', 'seen', 'question-x', 'device']
const message = (stage: string, text: string): Message => ({
  ...{ boardId: 'b', deliveryId: 'd', incidentId: 'i', alarmId: 'a', number: text, boardName: text, deadlineAt: plus(now, hours(71)), stage: readStage(stage) },
  ...{ role: 'dpo', appoint: [], missedSince: null, waiting: 3, publicUrl: 'https://seintje.example', now },
})

const ours = /^(!doctype html|\/?(html|head|title|body|p|a|small|br)|meta)\b/i
function expectOurs(html: string) {
  const tags = [...html.matchAll(/<([^>]*)>?/g)].map(([, tag]) => tag!)
  expect(tags.filter((tag) => !ours.test(tag))).toEqual([])
  expect(tags.filter((tag) => /\bon\w+=|style=|src=/i.test(tag))).toEqual([])
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!)
  for (const link of links) expect(link).toMatch(/^https:\/\/seintje\.example\//)
}

it.each(nasty)('makes no tag, no link and no header of %j', (text) => {
  for (const lang of langs) {
    for (const stage of stages) {
      const mail = mailOf(message(stage, text), 'fg@waterlelie.example', lang)
      expectOurs(mail.html)
      expect(mail.html).not.toContain(text.includes('<') ? text : '\0')
    }
    expectOurs(plainMailOf('device', { to: text, lang, publicUrl: 'https://seintje.example', messageId: 'd' }).html)
    expectOurs(asHtml(say(lang, 'session-mail.code.text', { code: text, minutes: text })))
    const { notification } = pushOf(message('ring', text), lang)
    expect(notification.navigate).toBe('https://seintje.example/alarm/i')
  }
  expect(escapeHtml(text)).not.toMatch(/[<>"']/)
})

let smtp: Awaited<ReturnType<typeof startSmtpServer>>
beforeAll(async () => void (smtp = await startSmtpServer()))
afterAll(() => smtp.close())

it('sends to nobody else, whatever stands in a subject or an id', async () => {
  const mailer = makeMailer({ smtpUrl: smtp.url, mailFrom: 'seintje@waterlelie.example', publicUrl: 'https://seintje.example' })
  const trick = 'x\r\nBcc: evil@evil.example\r\nX-Kwaad: ja\r\n\r\nnieuw lijf'
  const mail = { to: 'fg@waterlelie.example', subject: trick, text: 'tekst', html: '<p>tekst</p>', lang: 'nl' as const, threadId: trick, messageId: trick }
  await mailer.send(mail)
  mailer.close()
  expect(smtp.mails.length).toBeGreaterThan(0)
  for (const { rcpt, headers, text } of smtp.mails) {
    expect(rcpt.join()).not.toContain('evil@evil.example')
    expect(headers.has('bcc')).toBe(false)
    expect(headers.has('x-kwaad')).toBe(false)
    expect(text?.trim()).toBe('tekst')
  }
})
