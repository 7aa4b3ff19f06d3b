import { describe, expect, it } from 'vitest'
import { lifeOfDue } from '../../../api/alert/compose-due.ts'
import { mailOf, pushOf, type Message } from '../../../api/alert/compose.ts'
import { calledStage, dueStage, readStage, unreachedStage } from '../../../shared/alert/stage.ts'
import { deadlineKinds, type DeadlineKind } from '../../../shared/deadline/kinds.ts'
import { hours, minutes, plus } from '../../../shared/instant.ts'

const [now, id] = ['2026-03-02T09:15:00.000Z', '01900000-0000-7000-8000-000000000001']
const term = (kind: DeadlineKind) => ({ id, kind, openedAt: plus(now, -hours(49)), dueAt: plus(now, hours(23)), revision: 0 })
const message = (stage: string, changes: Partial<Message> = {}): Message => ({
  ...{ deliveryId: 'd', boardId: 'b', incidentId: 'i', alarmId: null, number: '2026-014', boardName: 'Stichting Zon & Zee', deadlineAt: plus(now, -hours(9)) },
  ...{ stage: readStage(stage), role: 'dpo', appoint: [], missedSince: null, waiting: 3, publicUrl: 'https://seintje.example', now, ...changes },
})
const due = (kind: DeadlineKind, changes: Partial<Message> = {}) => message(dueStage(id, 'before-24h', 0), { deadline: term(kind), ...changes })

describe('a reminder', () => {
  it.each(deadlineKinds.filter((kind) => kind !== 'progress'))('of %s says which one and why, in both languages, and nothing of what happened', (kind) => {
    for (const lang of ['nl', 'en'] as const) {
      const [{ title, body, tag }, mail] = [pushOf(due(kind), lang).notification, mailOf(due(kind), 'frits@waterlelie.example', lang)]
      expect(title).toContain('2026-014')
      expect(body).toContain('Stichting Zon & Zee')
      expect([tag, mail.threadId]).toEqual([id, 'i'])
      expect(mail.subject).toContain('2026-014')
      expect(mail.text + mail.html).not.toMatch(/\{|undefined/)
    }
  })

  it('counts to its own term, and says when that was moved and for how many earlier ones it stands', () => {
    expect(pushOf(due('promise'), 'nl').notification).toMatchObject({
      ...{ title: 'Beloofde datum: melding 2026-014', body: 'Nog 23 uur · Stichting Zon & Zee', navigate: 'https://seintje.example/desk/i' },
    })
    const moved = message(dueStage(id, 'before-24h.1', 2), { deadline: term('promise') })
    expect(pushOf(moved, 'nl').notification.body).toMatch(/de termijn is nu dinsdag 3 maart (om )?09:15 · ook voor 2 eerdere herinneringen$/)
    expect(mailOf(moved, 'a@b.example', 'nl').text).toMatch(/De termijn is verzet.*nog 23 uur/)
  })

  it('asks whom a call was to for something else than those who should have called', () => {
    const titles = (['chair', 'dpo'] as const).map((role) => pushOf(due('callChair', { role }), 'nl').notification.title)
    expect(titles).toEqual(['Kijk nu naar melding 2026-014', 'Voorzitter niet gebeld: melding 2026-014'])
    expect(pushOf(message(unreachedStage('c'), { role: 'chair' }), 'en').notification).toMatchObject({
      title: 'Look at report 2026-014 now',
      tag: 'unreached-i',
    })
    expect(mailOf(message(calledStage('c'), { role: 'chair' }), 'a@b.example', 'en').subject).toBe('You were called about report 2026-014')
  })

  it('keeps until the next one takes its place, a day at most', () => {
    expect([lifeOfDue(term('authority'), now), lifeOfDue(term('callChair'), plus(now, hours(30))), lifeOfDue(undefined, now)]).toEqual([39_600, 86_400, 86_400])
    expect(lifeOfDue(term('authority'), plus(now, hours(23) - minutes(0.5)))).toBe(60)
  })
})

describe('what rings again', () => {
  it('says why, and leaves the term out where it stopped', () => {
    const again = (alarmKind: 'stalled' | 'reopened', stage: string, termEnded: boolean) => message(stage, { alarmKind, alarmId: 'a', termEnded })
    expect(pushOf(again('stalled', 'ring@a', true), 'nl').notification).toMatchObject({
      title: 'Nog geen stap gezet: melding 2026-014',
      body: 'Stichting Zon & Zee',
    })
    expect(pushOf(again('reopened', 'ring-1@a', false), 'en').notification.title).toBe('Not picked up yet: report 2026-014')
    const mail = mailOf(again('stalled', 'ring-2@a', true), 'a@b.example', 'nl')
    expect([mail.subject, mail.text]).toEqual(['Nog steeds geen stap: melding 2026-014', expect.not.stringContaining('uiterste termijn')])
  })
})
