import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hours, plus } from '../../../shared/instant.ts'
import type { Acknowledgement } from '../../../shared/incident/views.ts'
import { fenceHouse, rowsBehind, type Anybody, type FenceHouse } from '../../support/fence-house.ts'

let h: FenceHouse
let made: Acknowledgement
beforeAll(async () => void (h = await fenceHouse()))
beforeEach(async () => void (made = await h.report({ addressee: 'chair' })))
afterAll(() => h.drop())

const sees = async (who: Anybody) => (await (await h.as(who)).get(`/incidents/${made.incidentId}`)).status === 200
const open = (who: Anybody, id = made.incidentId) => h.send(who, 'POST', `/incidents/${id}/break-glass`, { reason: 'De voorzitter is onbereikbaar.' })
const stagesTo = async (who: Anybody) => (await h.deliveriesTo(who, made.incidentId)).map(({ stage, channel, state }) => [stage.split('-')[0], channel, state])

describe('what went straight to the chair', () => {
  it('is there for dpo and handler as a number and a term, and nothing else', async () => {
    const list = (await (await (await h.as('dpo')).get('/incidents/closed')).json()) as Record<string, unknown>[]
    const { incidentId: id, number, receivedAt, deadlineAt } = made
    expect(list.find((one) => one['id'] === id)).toEqual({
      ...{ id, number, receivedAt, deadlineAt },
      ...{ organisationId: '01900000-0000-7000-8000-000000000001', organisationName: 'Stichting De Waterlelie' },
    })
    for (const who of ['dpo', 'handler', 'deputyChair', 'deputyDpo'] as const) {
      const { listed, rings, closed } = await h.finds(who)
      expect({ who, listed: listed.includes(number), rings: rings.includes(number), closed: closed.includes(number) }).toEqual({
        ...{ who, listed: false, rings: false, closed: true },
      })
      expect(Object.values(await rowsBehind(h, await h.reader(who), id)).some((count) => count > 0)).toBe(false)
    }
    expect((await h.finds('chair')).closed).not.toContain(number)
    for (const who of ['teacher', 'admin', 'auditor', 'schoolLead', 'adviser'] as const) {
      expect((await (await h.as(who)).get('/incidents/closed')).status).toBe(403)
      expect(await open(who)).toMatchObject({ status: 403, body: { code: 'access.denied' } })
    }
  })

  it('is opened to the dpo by the chair, closed again, and never taken from whom it was addressed to', async () => {
    const set = (by: Anybody, role: string, opened: boolean, id = made.incidentId) =>
      h.send(by, 'PUT', `/incidents/${id}/audience`, { role, opened, reason: 'Samen oppakken.' })
    expect(await set('dpo', 'dpo', true)).toMatchObject({ status: 403 })
    expect(await set('deputyChair', 'dpo', true)).toMatchObject({ status: 404 })
    expect(await set('chair', 'dpo', true)).toMatchObject({ status: 200 })
    expect([await sees('dpo'), await sees('handler'), (await h.finds('dpo')).rings.includes(made.number)]).toEqual([true, false, true])
    expect((await h.incident('dpo', made.incidentId)).reports[0]?.reporter?.name).toBe('Noor Voorbeeld')
    await set('chair', 'dpo', false)
    expect(await sees('dpo')).toBe(false)
    expect(await set('chair', 'chair', false)).toMatchObject({ status: 409, body: { code: 'incident.notStraightToChair' } })
    await h.recuse('chair', made.incidentId, 'dpo')
    await set('chair', 'dpo', true)
    expect([await sees('dpo'), await sees('deputyDpo')]).toEqual([false, true])
    const ordinary = await h.report()
    expect(await set('chair', 'dpo', false, ordinary.incidentId)).toMatchObject({ status: 409, body: { code: 'incident.notStraightToChair' } })
  })
})

describe('broken glass', () => {
  it('shows the incident for a day at most, with the reason in the dossier, and the others hear of it at once', async () => {
    const opened = await open('dpo')
    const untilAt = plus(h.now(), hours(24))
    expect(opened).toEqual({ status: 200, body: { untilAt } })
    const view = await h.incident('dpo', made.incidentId)
    expect(view).toMatchObject({ throughBreakGlass: untilAt, may: { acknowledge: false, recuse: false, setAudience: false, revokeBreakGlass: true } })
    expect((await h.incident('chair', made.incidentId)).fence.breakGlass).toMatchObject([
      { personName: 'Frits Fictief', reason: 'De voorzitter is onbereikbaar.', untilAt, revokedAt: null },
    ])
    expect((await h.incident('chair', made.incidentId)).throughBreakGlass).toBeNull()
    await h.engine.tick()
    for (const who of ['chair', 'auditor'] as const)
      expect((await stagesTo(who)).filter(([stage]) => stage === 'glass')).toEqual(expect.arrayContaining([expect.arrayContaining(['mail', 'sent'])]))
    expect(await stagesTo('dpo')).toEqual([])
    const mail = h.deps.demoMessages?.list().find(({ to, channel, text }) => to.startsWith('levi') && channel === 'mail' && text.includes(made.number))
    expect(mail?.text).toContain('noodknop')
    expect(JSON.stringify(mail)).not.toMatch(/onbereikbaar|stick|Frits/)
    expect(await open('dpo')).toMatchObject({ status: 409, body: { code: 'incident.openAlready' } })
  })

  it('is broken six times an hour at most by one person', async () => {
    const tries: number[] = []
    for (let i = 0; i < 7; i++) tries.push((await open('headOfIct', i === 0 ? made.incidentId : made.id)).status)
    expect(tries).toEqual([409, 404, 404, 404, 404, 404, 429])
    expect((await open('headOfIct')).body).toMatchObject({ code: 'request.tooMany' })
    expect((await open('deputyChair')).status).toBe(200)
  })

  it('is told without a mail where the incident is discreet', async () => {
    made = await h.report({ addressee: 'chair', kind: 'accountCompromised' })
    await open('handler')
    await h.engine.tick()
    for (const who of ['chair', 'auditor', 'dpo'] as const)
      expect((await stagesTo(who)).filter(([stage]) => stage === 'glass').toSorted()).toEqual([
        ['glass', 'mail', 'skipped'],
        ['glass', 'push', 'sent'],
      ])
  })

  it('closes by itself, with every row behind it', async () => {
    await open('deputyDpo')
    expect((await rowsBehind(h, await h.reader('deputyDpo'), made.incidentId))['report']).toBe(1)
    h.outage(hours(24) - 1)
    expect(await sees('deputyDpo')).toBe(true)
    h.outage(1)
    expect(await sees('deputyDpo')).toBe(false)
    expect(Object.values(await rowsBehind(h, await h.reader('deputyDpo'), made.incidentId)).some((count) => count > 0)).toBe(false)
    expect((await h.finds('deputyDpo')).closed).toContain(made.number)
  })

  it('is closed before its time by the chair or by whoever broke it, not by another', async () => {
    await open('handler')
    await open('dpo')
    const [byHandler, byDpo] = (await h.incident('chair', made.incidentId)).fence.breakGlass.map(({ id }) => id)
    const revoke = (by: Anybody, id: string) => h.send(by, 'DELETE', `/incidents/${made.incidentId}/break-glass/${id}`)
    expect(await revoke('headOfIct', byDpo!)).toMatchObject({ status: 403 })
    expect(await revoke('dpo', byHandler!)).toMatchObject({ status: 403 })
    expect(await revoke('dpo', made.id)).toMatchObject({ status: 404, body: { code: 'breakGlass.notFound' } })
    expect(await revoke('dpo', byDpo!)).toMatchObject({ status: 200 })
    expect(await revoke('chair', byHandler!)).toMatchObject({ status: 200 })
    expect([await sees('dpo'), await sees('handler')]).toEqual([false, false])
    expect((await h.events('incident.glassRevoked', made.incidentId)).map(({ facts }) => facts)).toEqual([{ own: true }, { own: false }])
  })

  it('opens nothing for who is recused, and ends when somebody is', async () => {
    await open('dpo')
    await h.recuse('chair', made.incidentId, 'dpo')
    expect([await sees('dpo'), (await open('dpo')).status, (await h.finds('dpo')).closed.includes(made.number)]).toEqual([false, 404, false])
    const view = await h.incident('chair', made.incidentId)
    expect(view.fence.breakGlass[0]?.revokedAt).toBe(h.now())
    expect(view.fence.audience).toEqual(['chair', 'headOfIct'])
    await h.engine.tick()
    await open('handler')
    expect((await stagesTo('dpo')).length).toBe(0)
  })

  it('lets one read and not act: no term, no mail of it, no word to the reporter', async () => {
    await open('dpo')
    const of = `/incidents/${made.incidentId}`
    const why = { reason: 'Nu nodig.' }
    for (const [method, path, sent] of [
      ['PUT', `${of}/aware-at`, { awareAt: h.now(), ...why }],
      ['PUT', `${of}/discreet`, { discreet: true, ...why }],
      ['POST', `/reports/${made.id}/messages`, { id: made.incidentId, text: 'Wie was dit?' }],
    ] as const)
      expect({ path, ...(await h.send('dpo', method, path, sent)) }).toMatchObject({ path, status: 403, body: { code: 'access.denied' } })
    expect((await h.incident('dpo', made.incidentId)).may).toMatchObject({ setAware: false, setDiscreet: false, message: false, confirmAware: false })
    await h.grant('Dora Dubbel', 'dora@waterlelie.example', [], ['dpo', 'chair'])
    const ordinary = await h.report()
    await h.send('dpo', 'PUT', `/incidents/${ordinary.incidentId}/aware-at`, { awareAt: h.now(), ...why })
    await open('deputyDpo', ordinary.incidentId)
    expect(await h.send('deputyDpo', 'POST', `/incidents/${ordinary.incidentId}/aware-at/decision`, { awareAt: h.now(), accept: true, ...why })).toMatchObject({
      ...{ status: 403, body: { code: 'access.denied' } },
    })
  })

  it('does not silence the alarm of those it is for, and names nobody', async () => {
    await open('handler')
    expect(await h.send('handler', 'POST', `/incidents/${made.incidentId}/acknowledge`)).toMatchObject({ status: 403 })
    expect((await h.incident('handler', made.incidentId)).reports[0]).toMatchObject({ reporter: null, description: expect.stringContaining('USB') })
    expect((await h.incident('chair', made.incidentId)).state).toBe('new')
  })
})

describe('who reported it', () => {
  it('is told to the team by somebody who knows, with a reason, and shows from then on', async () => {
    const { incidentId } = await h.report()
    const tell = (by: Anybody) => h.send(by, 'POST', `/incidents/${incidentId}/tell-reporter`, { reason: 'Iris belt haar.' })
    expect(await tell('headOfIct')).toMatchObject({ status: 403 })
    expect(await tell('chair')).toMatchObject({ status: 403, body: { code: 'access.denied' } })
    expect((await h.incident('headOfIct', incidentId)).reports[0]?.reporter).toBeNull()
    expect((await h.incident('dpo', incidentId)).may.tellReporter).toBe(true)
    expect(await tell('dpo')).toMatchObject({ status: 200 })
    for (const who of ['chair', 'headOfIct'] as const) expect((await h.incident(who, incidentId)).reports[0]?.reporter?.name).toBe('Noor Voorbeeld')
    const view = await h.incident('dpo', incidentId)
    expect([view.fence.reporterToldAt, view.may.tellReporter]).toEqual([h.now(), false])
  })

  it('can be asked something by the chair where it came straight to him', async () => {
    const answer = await h.send('chair', 'POST', `/reports/${made.id}/messages`, { id: made.incidentId, text: 'Wanneer was dit?' })
    expect(answer).toMatchObject({ status: 201, body: { authorRole: 'chair', from: 'team' } })
    const ordinary = await h.report()
    expect((await h.send('chair', 'POST', `/reports/${ordinary.id}/messages`, { id: ordinary.incidentId, text: 'x' })).status).toBe(404)
  })
})
