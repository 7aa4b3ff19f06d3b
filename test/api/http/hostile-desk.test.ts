import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factHouse, type FactHouse } from '../../support/fact-house.ts'
import { personOf } from '../../support/fence-house.ts'
import { expectDecent } from '../../support/hostile.ts'

let h: FactHouse
beforeAll(async () => void (h = await factHouse()))
afterAll(() => h.drop())

const byLink = { to: 'De conciërge', lang: 'nl' }
const large = (bytes: number) => JSON.stringify({ organisationId: 'x'.repeat(bytes) })
/** What somebody without a session sends. */
const fromOutside = (method: string, path: string, body: string) =>
  h.request(`/api/v1${path}`, { method, headers: { 'content-type': 'application/json' }, body })

describe('a body that is larger than others', () => {
  it.each([
    ['PUT', '/register/meetings/files/2026'],
    ['POST', '/register/meetings/files/2026/held'],
    ['POST', '/register/meetings/imports/2026/held'],
    ['POST', '/register/meetings/attachments/2026/held'],
  ])('is refused where no file is taken, whatever the path is made to look like: %s %s', async (method, path) => {
    expect(await expectDecent(await fromOutside(method, path, large(200_000)), path)).toBe('request.tooLarge')
  })

  it.each([
    ['/register/imports/preview', 'register.import'],
    ['/register/imports/confirm', 'register.import'],
    [`/incidents/${v7()}/imports/recipients`, 'communication.write'],
  ])('is not read at all for somebody who may not send it: %s', async (path) => {
    expect(await expectDecent(await fromOutside('POST', path, large(500_000)), path)).toBe('session.none')
    const answer = await (await h.as('teacher')).post(path, { organisationId: 'x'.repeat(500_000) })
    expect(await expectDecent(answer, path)).toBe('access.denied')
  })
})

describe('a question by a link', () => {
  it('that was handed out first and mailed after does nothing any more once the incident is discreet', async () => {
    const { incidentId } = await h.report()
    const id = v7()
    await h.ask('dpo', incidentId, { ...byLink, id })
    expect((await h.ask('dpo', incidentId, { ...byLink, id, email: 'tante@elders.example' })).body).toMatchObject({ mailed: true })
    const mail = h.deps.demoMessages!.list().find(({ to }) => to === 'tante@elders.example')!
    const token = /#([A-Za-z0-9_-]{64})/.exec(mail.text)![1]!
    expect((await h.readLink(token)).status).toBe(200)
    await h.send('dpo', 'PUT', `/incidents/${incidentId}/discreet`, { discreet: true, reason: 'Haar mailbox is gehackt.' })
    expect(await h.readLink(token)).toMatchObject({ status: 404, body: { code: 'ask.linkOver' } })
  })
})

describe('the name of who reported it', () => {
  it('stands in no question to him for whoever may not know it', async () => {
    const { incidentId } = await h.report()
    await h.ask('dpo', incidentId, { personId: personOf('teacher') })
    await h.ask('dpo', incidentId, { personId: personOf('headOfIct') })
    const asked = async (who: 'dpo' | 'chair' | 'headOfIct') => (await h.facts(who, incidentId)).requests.map(({ to }) => to)
    expect(await asked('dpo')).toEqual(['Noor Voorbeeld', 'Iris Denkbeeld'])
    for (const who of ['chair', 'headOfIct'] as const) {
      expect(await asked(who)).toEqual([null, 'Iris Denkbeeld'])
      expect(JSON.stringify(await h.facts(who, incidentId))).not.toContain('Noor')
    }
    await h.send('dpo', 'POST', `/incidents/${incidentId}/tell-reporter`, { reason: 'Ze wil zelf uitleggen wat er gebeurde.' })
    expect(await asked('chair')).toEqual(['Noor Voorbeeld', 'Iris Denkbeeld'])
  })
})

describe('what was erased', () => {
  it('takes along the files of the incidents that were joined to it', async () => {
    const [to, from] = [await h.report(), await h.report({}, 'headOfIct')]
    await h.save('dpo', from.incidentId, 'summary', { text: 'Geheimpje.' })
    expect((await h.send('dpo', 'POST', `/incidents/${to.incidentId}/join`, { from: from.incidentId, reason: 'Hetzelfde.' })).status).toBe(200)
    await h.close(to.incidentId)
    const { cookie } = await h.as('dpo', true)
    const headers = { cookie, 'content-type': 'application/json' }
    const answer = await h.request(`/api/v1/incidents/${to.incidentId}/erasure`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ reason: 'De termijn is om.' }),
    })
    expect(answer.status).toBe(204)
    expect(await h.sql('select id from fact_answer where incident_id = $1', [from.incidentId])).toEqual([])
    expect((await (await h.as('dpo')).get(`/incidents/${from.incidentId}/facts`)).status).toBe(410)
  })
})
