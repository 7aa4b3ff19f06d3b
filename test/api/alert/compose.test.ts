import { describe, expect, it } from 'vitest'
import { lifeOf, mailOf, pushOf, timeLeft, type Message } from '../../../api/alert/compose.ts'
import { caughtUpId, caughtUpMail, caughtUpPush, caughtUpSms } from '../../../api/alert/compose-caught-up.ts'
import { smsOf } from '../../../api/alert/compose-sms.ts'
import { asGsm, gsmLength } from '../../../shared/alert/gsm.ts'
import { readStage } from '../../../shared/alert/stage.ts'
import { defaultLadder } from '../../../shared/deadline/ladder.ts'
import { hours, minutes, plus } from '../../../shared/instant.ts'

const now = '2026-03-02T09:15:00.000Z'
const message = (stage: string, changes: Partial<Message> = {}): Message => ({
  ...{
    deliveryId: 'd',
    boardId: 'b',
    incidentId: 'i',
    alarmId: 'a',
    number: '2026-014',
    boardName: 'Stichting Zon & Zee <i>',
    deadlineAt: plus(now, hours(71)),
  },
  ...{ stage: readStage(stage), role: 'dpo', appoint: [], missedSince: null, waiting: 3, publicUrl: 'https://seintje.example', now, ...changes },
})

describe('the time left', () => {
  it.each([
    [hours(72) - 1, 'nog 71 uur'],
    [hours(1), 'nog 1 uur'],
    [hours(1) - 1, 'nog 59 minuten'],
    [minutes(1), 'nog 1 minuut'],
    [0, 'nog 0 minuten'],
    [-minutes(30), 'termijn net voorbij'],
    [-hours(5), 'termijn 5 uur voorbij'],
  ])('in %i milliseconds reads "%s"', (ms, text) => expect(timeLeft('nl', now, plus(now, ms))).toBe(text))
})

describe('a push', () => {
  it('says which one, why and how long, and opens the page without contents', () => {
    expect(pushOf(message('ring'), 'nl')).toEqual({
      web_push: 8030,
      notification: {
        ...{ title: 'Nieuwe melding 2026-014', body: 'Nog 71 uur · Stichting Zon & Zee <i>', navigate: 'https://seintje.example/alarm/i' },
        ...{ tag: 'a', lang: 'nl', app_badge: '3' },
      },
    })
    expect(pushOf(message('ring-2'), 'en').notification.title).toBe('Not picked up yet: report 2026-014')
    expect(pushOf(message('ring-1..2'), 'en').notification.body).toMatch(/1 earlier alert did not get through$/)
  })

  it('is of use until the same person is rung again, a day where the ladder goes on without him, and at least a minute', () => {
    const alarm = { ladder: defaultLadder, startedAt: now }
    expect(lifeOf(readStage('ring'), 'dpo', alarm, plus(now, minutes(5)))).toBe(600)
    expect(lifeOf(readStage('ring-1'), 'dpo', alarm, plus(now, minutes(15)))).toBe(86_400)
    expect(lifeOf(readStage('ring-2'), 'chair', alarm, plus(now, minutes(30)))).toBe(1800)
    expect(lifeOf(readStage('ring-3'), 'chair', alarm, plus(now, hours(1)))).toBe(3600)
    expect(lifeOf(readStage('ring'), 'dpo', alarm, plus(now, hours(2)))).toBe(60)
  })
})

describe('a mail', () => {
  it('says the same in text and in HTML, with the name of the board made harmless', () => {
    const { text, html, subject } = mailOf(message('ring'), 'fg@example.nl', 'nl')
    expect(subject).toBe('Nieuwe melding 2026-014 · nog 71 uur')
    expect(text).toContain('https://seintje.example/alarm/i')
    expect(html).toContain('<html lang="nl" dir="ltr">')
    expect(html).toContain('Bij Stichting Zon &amp; Zee &lt;i&gt; is melding 2026-014 binnengekomen.')
    expect(html).not.toMatch(/<img|<script|http:\/\//)
  })

  it('to the reporter opens his own reports, in his language', () => {
    const mail = mailOf(message('question-m', { role: 'staff' }), 'noor@example.nl', 'en')
    expect(mail).toMatchObject({ subject: 'There is a message about your report 2026-014', threadId: 'i', messageId: 'd' })
    expect(mail.text).toContain('https://seintje.example/meldingen')
  })
})

describe('a text message', () => {
  const boards = ['Stichting De Waterlelie', 'Stichting Openbaar Primair Onderwijs Zuid-Kennemerland en Omstreken', 'Coöperatie Één Zee–Oever “Noord”']
  const incidentId = '019b0000-0000-7000-8000-0000000000aa'
  const long = { incidentId, alarmId: incidentId, publicUrl: 'https://seintje.waterlelie-onderwijs.example' }

  it.each(['ring', 'ring-3', 'ring-1..3', 'appoint-2', 'glass-g', 'seat-s'])('fits in one message of 160 plain letters in nl and en: %s', (stage) => {
    for (const boardName of boards)
      for (const lang of ['nl', 'en'] as const)
        for (const left of [hours(71), minutes(59), -hours(1200)]) {
          const text = smsOf(message(stage, { ...long, boardName, role: stage.startsWith('appoint') ? 'admin' : 'dpo', deadlineAt: plus(now, left) }), lang)
          expect([text, gsmLength(text) <= 160, asGsm(text) === text]).toEqual([text, true, true])
          expect(text).toMatch(/https:\/\/seintje\.waterlelie-onderwijs\.example\/\S*$/)
        }
  })

  it('says which one, why and where, and the board where there is room', () => {
    expect(smsOf(message('ring'), 'nl')).toBe('Nieuwe melding 2026-014: nog 71 uur. Stichting Zon & Zee <i>. https://seintje.example/alarm/i')
    expect(smsOf(message('ring-2', { ...long, boardName: boards[1]! }), 'en')).toBe(
      `Not picked up yet: report 2026-014, 71 hours left. ${long.publicUrl}/alarm/${incidentId}`,
    )
  })

  it('about what was missed names as many as stay one message', () => {
    const several = [
      message('ring-1..3', long),
      ...Array.from({ length: 6 }, (_, n) => message('ring-1..2', { ...long, number: `2026-0${20 + n}`, deliveryId: String(n) })),
    ] as const
    const text = caughtUpSms([several[0], ...several.slice(1)], 'nl')
    expect(text).toContain('2026-014 nog 71 uur, 2026-020 nog 71 uur, en nog 5.')
    expect(gsmLength(text)).toBeLessThanOrEqual(160)
  })
})

describe('what was missed', () => {
  it('names each report once, most urgent first, and keeps its id while it holds the same', () => {
    const at = (number: string, left: number, deliveryId: string) => message('ring-1..2', { number, deliveryId, deadlineAt: plus(now, hours(left)) })
    const all = [at('2026-001', 70, 'a'), at('2026-002', 5, 'b'), at('2026-001', -2, 'c')] as const
    expect(caughtUpPush(all, 'nl').notification).toMatchObject({ title: '2 meldingen wachtten tijdens een storing', tag: 'missed-b' })
    expect(caughtUpPush(all, 'nl').notification.body).toBe('2026-001 termijn 2 uur voorbij · 2026-002 nog 5 uur · Stichting Zon & Zee <i>')
    expect(caughtUpId(all)).toBe(caughtUpId([...all] as const))
    expect(caughtUpId([all[0], all[1]])).not.toBe(caughtUpId(all))
    const mail = caughtUpMail(all, 'fg@example.nl', 'en')
    expect(mail).toMatchObject({ subject: 'Missed during an outage: 2 reports', messageId: caughtUpId(all) })
    expect(mail.threadId).toBeUndefined()
    expect(mail.html).not.toContain('Zee <i>')
  })
})
