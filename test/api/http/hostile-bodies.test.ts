import { gzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectDecent } from '../../support/hostile.ts'
import { withSchoolCode } from '../../support/hand-in.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let o: Office
let [noor, frits] = [] as unknown as Awaited<ReturnType<Office['as']>>[]
beforeAll(async () => {
  o = await office()
  ;[noor, frits] = [await o.as('teacher'), await o.as('dpo')]
})
afterAll(() => o.drop())

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const withRaw = (field: string, raw: string) => JSON.stringify(lostStick(o.now(), { [field]: '@raw@' })).replace('"@raw@"', raw)

/** Handed in, readable at the desk and by its reporter: what a report is for. */
async function handedIn(body: string) {
  const id = v7()
  const answer = await noor!.put(`/reports/${id}`, body, { 'device-now': o.now() })
  expect(answer.status).toBe(201)
  const { incidentId } = await answer.json()
  const read = await frits!.get(`/incidents/${incidentId}`)
  expect(read.status).toBe(200)
  expect((await frits!.get('/incidents')).status).toBe(200)
  expect((await noor!.get(`/reports/${id}`)).status).toBe(200)
  return { id, incidentId, report: (await read.json()).reports[0] }
}

describe('a report', () => {
  it.each([30, 1_000, 10_000, 30_000])('of %d levels deep is kept, and the desk can read it', async (levels) => {
    const { report } = await handedIn(withRaw('later', deep(levels)))
    expect(report.flags).toContain('unknownField')
    expect(JSON.stringify(report.oddFields).length).toBeLessThan(1_000)
  })

  it.each(['1e400', '-1e400', '1e-400', '9007199254740993', '-0', '1e308', 'null', 'true', '{}', '"x"'])(
    'with %s for every number is kept and readable',
    async (raw) => {
      const odd = Object.fromEntries(['shape', 'draftSkewMs', 'attachments', 'discoveredAt', 'reportedAt'].map((field) => [field, '@raw@']))
      await handedIn(JSON.stringify(lostStick(o.now(), odd)).replaceAll('"@raw@"', raw))
    },
  )

  it.each(['+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-02-30T25:61:61Z'])(
    'of the moment %s is kept and readable',
    async (moment) => {
      await handedIn(JSON.stringify(lostStick(o.now(), { discoveredAt: moment, reportedAt: moment, discoveredBasis: 'picked' })))
    },
  )

  it('that would change what every object is changes nothing, and is kept', async () => {
    const { report } = await handedIn(withRaw('shape', '1, "__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}, "toString": 5'))
    expect({} as { admin?: boolean }).not.toHaveProperty('admin')
    expect(report.kind).toBe('deviceLost')
    expect(Object.keys(report.oddFields)).toEqual(expect.arrayContaining(['constructor', 'toString']))
  })

  it.each(['\u0000', 'a\u0000b', '\ud800', '\ufeff', '\u202e\u2066omgekeerd', '\uffff\ufffe', '’; drop table report; --', '𝕏'.repeat(1_000)])(
    'with %j in every text is kept and readable',
    async (text) => {
      const said = `x${text}`
      const fields = {
        atProcessor: said,
        callBackNumber: said,
        writtenBy: said,
        schoolId: said,
        alreadyDone: [said],
        takenFrom: { name: said, email: said },
        [said]: said,
      }
      const { id } = await handedIn(JSON.stringify(lostStick(o.now(), { description: said, ...fields })))
      const message = await noor!.post(`/reports/${id}/messages`, { id: v7(), text: said.slice(0, 3_000) })
      await expectDecent(message, 'message')
      expect((await noor!.get(`/reports/${id}`)).status).toBe(200)
    },
  )

  it('with the same field twice is read by its last, and the bytes are kept as they came', async () => {
    const { report } = await handedIn(withRaw('kind', '"paperLost", "kind": "wrongRecipient"'))
    expect(report.kind).toBe('wrongRecipient')
  })

  it('in another packing than JSON is no report, and says what is missing', async () => {
    const body = JSON.stringify(lostStick(o.now()))
    for (const bytes of [gzipSync(body), Buffer.from(body, 'utf16le'), Buffer.alloc(64 * 1024, 0x5b)]) {
      const answer = await noor!.put(`/reports/${v7()}`, new Uint8Array(bytes), { 'content-encoding': 'gzip' })
      expect(await expectDecent(answer, 'report')).toBe('report.kindMissing')
    }
    expect((await noor!.put(`/reports/${v7()}`, new TextEncoder().encode(`\ufeff${body}`))).status).toBe(201)
  })

  it('of somebody with the school’s code makes no incident that the desk cannot open', async () => {
    const answer = await withSchoolCode(o).report(v7(), withRaw('later', deep(20_000)))
    expect((await frits!.get(`/incidents/${(await answer.json()).incidentId}`)).status).toBe(200)
  })
})

describe('everything but a report', () => {
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    o.request('/api/v1/session/code', { method: 'POST', headers, body })

  it('is refused when it is ten thousand levels deep, a number that is none, or not JSON', async () => {
    for (const [body, code] of [
      [deep(10_000), 'request.invalid'],
      [`{"email":${deep(20_000)}}`, 'request.invalid'],
      ['{"email":1e400}', 'request.invalid'],
      ['{"email":"noor@waterlelie.example","__proto__":{}}', undefined],
      ['{"email":"a@waterlelie.example\u0000"}', 'request.malformed'],
      ['', 'request.malformed'],
      ['{', 'request.malformed'],
      ['\ufeff{}', 'request.invalid'],
      ['NaN', 'request.malformed'],
    ] as const) {
      const said = await expectDecent(await post(body), body.slice(0, 40))
      if (code) expect({ body: body.slice(0, 40), said }).toEqual({ body: body.slice(0, 40), said: code })
    }
  })

  it('is refused in any other packing, also one a form of another site can send', async () => {
    const body = '{"email":"noor@waterlelie.example"}'
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/json', 'image/png', '']) {
      expect((await post(body, type === '' ? {} : { 'content-type': type })).status).toBe(422)
    }
    expect((await post('email=noor%40waterlelie.example', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(422)
  })

  it.each([
    'a@b.example, evil@evil.example',
    'Noor <noor@waterlelie.example>',
    'noor@waterlelie.example\r\nBcc: evil@evil.example',
    '<evil@evil.example>',
    '@',
  ])('takes no two addresses and no name for one: %j', async (email) => {
    expect(await expectDecent(await post(JSON.stringify({ email })), email)).toBe('request.invalid')
  })

  it('is refused at once when it is too large, however it says so', async () => {
    const large = JSON.stringify({ email: 'x'.repeat(70_000) })
    expect(await expectDecent(await post(large), 'large')).toBe('request.tooLarge')
    expect(await expectDecent(await post(large, { 'content-type': 'application/json', 'content-length': '10' }), 'large')).toMatch(/^request\./)
  })

  it('names in a refusal the field, and never more than a line of it', async () => {
    const answer = await post(JSON.stringify({ email: 'noor@waterlelie.example', ['x'.repeat(50_000)]: 1 }))
    expect((await answer.text()).length).toBeLessThan(1_000)
  })

  it('cannot be talked into another method', async () => {
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const answer = await o.request('/api/v1/session?_method=DELETE', { method: 'POST', headers: { cookie: noor!.cookie, [name]: 'DELETE' } })
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
    expect((await noor!.get('/session')).status).toBe(200)
  })
})
