import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { factHouse, type FactHouse } from '../../support/fact-house.ts'
import { jpeg } from '../../support/hand-in.ts'
import { leaks } from '../../support/canary.ts'

let h: FactHouse
beforeAll(async () => void (h = await factHouse()))
afterAll(() => h.drop())

const bytes = (text: string) => new TextEncoder().encode(text)
const get = async (id: string, fileId: string, who: 'dpo' | 'headOfIct' | 'teacher' = 'dpo') => (await h.as(who)).get(`/incidents/${id}/files/${fileId}`)

it('keeps a file of any kind and gives it back to keep, never to open on the spot', async () => {
  const { incidentId } = await h.report()
  const [page, photo, pdf] = [v7(), v7(), v7()]
  expect((await h.putFile('headOfIct', incidentId, page, bytes('<script>alert(1)</script>'), "log '25 (é).html")).status).toBe(201)
  expect((await h.putFile('dpo', incidentId, photo, jpeg, 'kast.txt')).status).toBe(201)
  expect((await h.putFile('dpo', incidentId, pdf, bytes('%PDF-1.7 ...'), 'bewijs.pdf', '?purpose=proof')).status).toBe(201)
  const answer = await get(incidentId, page)
  expect(
    Object.fromEntries(['content-type', 'content-disposition', 'x-content-type-options', 'cache-control'].map((name) => [name, answer.headers.get(name)])),
  ).toEqual({
    'content-type': 'application/octet-stream',
    'content-disposition': "attachment; filename*=UTF-8''log%20%2725%20%28%C3%A9%29.html",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  expect(await answer.text()).toBe('<script>alert(1)</script>')
  const { files } = await h.facts('chair', incidentId)
  expect(files.map(({ name, purpose, contentType, by }) => [name, purpose, contentType, by])).toEqual([
    ["log '25 (é).html", 'evidence', 'application/octet-stream', 'Iris Denkbeeld'],
    ['kast.txt', 'evidence', 'image/jpeg', 'Frits Fictief'],
    ['bewijs.pdf', 'proof', 'application/pdf', 'Frits Fictief'],
  ])
  expect(await h.events('file.read', incidentId)).toMatchObject([{ subjectId: page }])
})

it('takes the same file twice as once, and nothing else under its id', async () => {
  const { incidentId } = await h.report()
  const id = v7()
  const answers = await Promise.all([1, 2, 3].map(async () => (await h.putFile('dpo', incidentId, id, bytes('een'))).status))
  expect(answers.toSorted()).toEqual([200, 200, 201])
  for (const other of [await h.putFile('dpo', incidentId, id, bytes('twee')), await h.putFile('dpo', incidentId, id, bytes('een'), 'anders.txt')])
    expect(await other.json()).toMatchObject({ status: 409, code: 'file.idTaken' })
  expect((await h.facts('dpo', incidentId)).files.length).toBe(1)
})

it('has room for thirty of ten megabytes, and none that are empty or called something odd', async () => {
  const { incidentId } = await h.report()
  const big = new Uint8Array(10 * 1024 * 1024)
  expect((await h.putFile('dpo', incidentId, v7(), big)).status).toBe(201)
  expect(await (await h.putFile('dpo', incidentId, v7(), new Uint8Array(big.length + 1))).json()).toMatchObject({ code: 'request.tooLarge', limit: '10 MB' })
  expect(await (await h.putFile('dpo', incidentId, v7(), new Uint8Array())).json()).toMatchObject({ code: 'file.empty' })
  for (const name of ['', ' ', 'x'.repeat(201), 'a\r\nb', 'gpj.\u202eexe'])
    expect((await h.putFile('dpo', incidentId, v7(), bytes('x'), name)).status).toBe(422)
  await h.sql(
    `insert into incident_file (organisation_id, incident_id, id, purpose, name_sealed, content_type, bytes, content_sealed, content_mac, set_by, set_at)
     select organisation_id, incident_id, gen_random_uuid(), purpose, name_sealed, content_type, bytes, 'x', content_mac, set_by, set_at from incident_file, generate_series(1, 29) where incident_id = $1`,
    [incidentId],
  )
  expect(await (await h.putFile('dpo', incidentId, v7(), bytes('x'))).json()).toMatchObject({ status: 409, code: 'file.tooMany', limit: 30 })
})

it('is behind the fence, and after closing only takes what goes to or comes from the authority', async () => {
  const { incidentId } = await h.report()
  const id = v7()
  await h.putFile('dpo', incidentId, id, bytes('geheim'))
  expect((await get(incidentId, id, 'teacher')).status).toBe(403)
  await h.recuse('dpo', incidentId, 'headOfIct')
  expect((await get(incidentId, id, 'headOfIct')).status).toBe(404)
  expect((await h.putFile('headOfIct', incidentId, v7(), bytes('x'))).status).toBe(404)
  expect(await (await get(incidentId, v7())).json()).toMatchObject({ code: 'file.notFound' })
  const other = await h.report()
  expect((await get(other.incidentId, id)).status).toBe(404)
  await h.close(incidentId)
  expect(await (await h.putFile('dpo', incidentId, v7(), bytes('x'))).json()).toMatchObject({ code: 'incident.closed' })
  expect((await h.putFile('dpo', incidentId, v7(), bytes('x'), 'brief.pdf', '?purpose=correspondence')).status).toBe(201)
})

it('writes no word of it in clear: not of an answer, a question, a name or a file', async () => {
  const { incidentId } = await h.report()
  const word = 'zeemeeuwZX83'
  await h.save('dpo', incidentId, 'summary', { text: word })
  await h.save('dpo', incidentId, 'data', { chosen: ['other'], namely: word })
  const asked = await h.ask('dpo', incidentId, { question: `${word}?`, to: word })
  await h.answerLink(h.tokenOf(asked), word)
  const open = h.tokenOf(await h.ask('dpo', incidentId, { question: `${word}?`, to: word, email: 'iemand@elders.example' }))
  await h.putFile('dpo', incidentId, v7(), bytes(word.repeat(10)), `${word}.txt`)
  const tables = ['fact_answer', 'fact_request', 'incident_file', 'event', 'delivery']
  for (const table of tables) {
    const rows = await h.sql<{ row: string }>(`select row_to_json(t)::text as row from ${table} t`)
    expect(rows.flatMap(({ row }) => leaks(table, row, [word, h.tokenOf(asked), ...(open ? [open] : [])]))).toEqual([])
  }
})
