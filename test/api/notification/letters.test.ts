import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { days, hours, plus } from '../../../shared/instant.ts'
import type { LetterText } from '../../../shared/notification/letter.ts'
import { toldOf } from '../../../api/notification/told-of.ts'
import { board } from '../../support/fence-house.ts'
import { peopleHouse, type PeopleHouse } from '../../support/people-house.ts'
import { readAloud, readPdf } from '../../support/read-pdf.ts'

let h: PeopleHouse
beforeAll(async () => void (h = await peopleHouse()))
afterAll(() => h.drop())

const bodyOf = async (id: string, letter: string) => (await h.people('dpo', id)).communications.find((one) => one.id === letter)!

describe('a letter', () => {
  it('begins with a draft of its kind: the officer stands in it, what nobody said is a gap', async () => {
    const { incidentId } = await h.report()
    const { body } = await h.start('chair', incidentId)
    const letter = await bodyOf(incidentId, String(body['id']))
    expect(letter).toMatchObject({ kind: 'letter', template: 'deviceLost', lang: 'nl', revision: 1, finalAt: null, setBy: 'Bram Bedacht' })
    expect(letter.text.questions).toMatch(/Frits Fictief[\s\S]*Telefoon: \d[\s\S]*E-mail: \S+@waterlelie\.example/)
    expect(letter.text.happened).toContain('[op welke dag]')
    expect(letter.headings).toMatchObject({ happened: 'Wat is er gebeurd?', self: 'Wat kunt u zelf doen?' })
    expect(letter.slips.map(({ code }) => code)).toContain('bracketLeft')
    const english = await bodyOf(
      incidentId,
      String((await h.start('dpo', incidentId, { kind: 'pupilLetter', lang: 'en', template: 'loginsLeaked' })).body['id']),
    )
    expect([english.headings.happened, english.text.opening]).toEqual(['What happened?', 'Dear pupil,'])
  })

  it('is kept as it is typed; who was slower is told so, and what is there stays', async () => {
    const { incidentId } = await h.report()
    const id = String((await h.start('dpo', incidentId)).body['id'])
    const { text } = await bodyOf(incidentId, id)
    expect(await h.save('dpo', incidentId, id, { revision: 1, text: { ...text, happened: 'Van de FG. Zo is het.' } })).toMatchObject({ body: { revision: 2 } })
    const late = await h.save('chair', incidentId, id, { revision: 1, text: { ...text, happened: 'Van de voorzitter.' } })
    expect(late.body).toMatchObject({ status: 409, code: 'communication.changed' })
    expect((await bodyOf(incidentId, id)).text.happened).toBe('Van de FG. Zo is het.')
    for (const bad of [{ revision: 2 }, { revision: 2, text: { ...text, extra: 'x' } }, { revision: 2, text: { ...text, self: 'x'.repeat(4001) } }])
      expect((await h.save('dpo', incidentId, id, bad)).status).toBe(422)
  })

  it('is not final while something is missing, unless it is said why; then it never changes', async () => {
    const { incidentId } = await h.report()
    const id = String((await h.start('dpo', incidentId)).body['id'])
    expect((await h.finish('dpo', incidentId, id, { revision: 1 })).body).toMatchObject({ status: 409, code: 'communication.incomplete', field: 'happened' })
    expect((await h.finish('dpo', incidentId, id, { revision: 1, anyway: 'De datum is echt niet bekend.' })).status).toBe(200)
    const letter = await bodyOf(incidentId, id)
    expect(letter).toMatchObject({ anyway: 'De datum is echt niet bekend.', finalBy: 'Frits Fictief', finalAt: h.now() })
    for (const again of [
      await h.save('dpo', incidentId, id, { revision: 1, text: letter.text }),
      await h.finish('dpo', incidentId, id, { revision: 1 }),
      await h.send('dpo', 'DELETE', `/incidents/${incidentId}/communications/${id}`),
    ])
      expect(again.body).toMatchObject({ status: 409, code: 'communication.final' })
    await expect(h.sql(`update communication set revision = 9 where id = $1`, [id])).rejects.toThrow(/decided or filed/)
    const [event] = await h.events('communication.finished', incidentId)
    expect(event).toMatchObject({ facts: { kind: 'letter', lang: 'nl', missing: 3 } })
  })

  it('that is not needed goes out of sight, and no more than thirty stand in one file', async () => {
    const { incidentId } = await h.report()
    const id = String((await h.start('dpo', incidentId, { kind: 'publicNotice' })).body['id'])
    expect((await h.send('dpo', 'DELETE', `/incidents/${incidentId}/communications/${id}`)).status).toBe(200)
    expect((await h.people('dpo', incidentId)).communications).toEqual([])
    expect((await h.save('dpo', incidentId, id, { revision: 1, text: {} })).status).toBe(422)
    expect((await h.finish('dpo', incidentId, id, { revision: 1 })).body).toMatchObject({ status: 404, code: 'communication.notFound' })
    const first = String((await h.start('dpo', incidentId)).body['id'])
    await h.sql(
      `insert into communication (organisation_id, incident_id, id, kind, template, lang, revision, text_sealed, set_by, set_at)
       select organisation_id, incident_id, gen_random_uuid(), kind, template, lang, revision, text_sealed, set_by, set_at from communication, generate_series(1, 29) where id = $1`,
      [first],
    )
    expect((await h.start('dpo', incidentId)).body).toMatchObject({ status: 409, code: 'communication.tooMany', limit: 30 })
  })
})

describe('that it went out', () => {
  it('is recorded per channel once the text is final, and ends what was planned; a recall does not', async () => {
    const { incidentId } = await h.report()
    const { deadlineId } = (await h.plan('dpo', incidentId, { kind: 'communication', dueAt: plus(h.now(), hours(24)) })).body
    const draft = String((await h.start('dpo', incidentId)).body['id'])
    expect((await h.sent('dpo', incidentId, draft)).body).toMatchObject({ status: 409, code: 'communication.notFinal' })
    const recall = await h.letter(incidentId, { kind: 'recall' })
    expect((await h.sent('dpo', incidentId, recall, { count: 1 })).status).toBe(200)
    const told = () => h.deps.db.inBoard(board, (tx) => toldOf(tx, incidentId))
    expect([(await h.people('dpo', incidentId)).plannedAt, await told()]).toEqual([plus(h.now(), hours(24)), null])
    const letter = await h.letter(incidentId)
    const first = h.now()
    await h.sent('dpo', incidentId, letter, { count: 20, everyone: false })
    expect((await h.people('dpo', incidentId)).plannedAt).not.toBeNull()
    h.outage(hours(1))
    expect((await h.sent('chair', incidentId, letter, { channel: 'post', count: 5, note: 'Aangetekend' })).body).toMatchObject({ count: 5 })
    const view = await h.people('dpo', incidentId)
    expect(view).toMatchObject({ plannedAt: null, told: { firstAt: first, lastAt: h.now(), count: 25, channels: ['mail', 'post'] } })
    expect(view.sendings.map(({ channel, note, setBy }) => [channel, note, setBy])).toEqual([
      ['mail', null, 'Frits Fictief'],
      ['mail', null, 'Frits Fictief'],
      ['post', 'Aangetekend', 'Bram Bedacht'],
    ])
    expect(await told()).toEqual(view.told)
    const [ended] = await h.events('deadline.ended', incidentId)
    expect(ended).toMatchObject({ subjectId: deadlineId, actor: 'system', facts: { kind: 'communication', outcome: 'done' } })
  })

  it('lies in the past, has a number or a list, and stays', async () => {
    const { incidentId } = await h.report()
    const letter = await h.letter(incidentId)
    const sent = async (body: Record<string, unknown>) => (await h.sent('dpo', incidentId, letter, body)).body
    expect(await sent({ sentAt: plus(h.now(), 1000) })).toMatchObject({ status: 422, code: 'sending.inFuture', field: 'sentAt' })
    expect(await sent({ recipients: 'all' })).toMatchObject({ status: 422, code: 'sending.countOrList' })
    expect(await sent({ count: undefined })).toMatchObject({ status: 422, code: 'sending.countOrList' })
    expect(await sent({ count: undefined, recipients: 'all' })).toMatchObject({ status: 409, code: 'sending.nobodyListed' })
    expect(await sent({ channel: 'pigeon' })).toMatchObject({ status: 422 })
    await sent({})
    await expect(h.deps.db.inBoard(board, ({ sql }) => sql.execute(`update communication_sending set count = 1`))).rejects.toThrow()
  })

  it('is written down no more once the file is closed', async () => {
    const { incidentId } = await h.report()
    const letter = await h.letter(incidentId)
    await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [incidentId, h.now()])
    for (const answer of [
      await h.sent('dpo', incidentId, letter),
      await h.start('dpo', incidentId),
      await h.list('dpo', incidentId, [{ name: 'Ada', age: 9 }]),
    ])
      expect(answer.body).toMatchObject({ status: 409, code: 'incident.closed' })
    expect((await h.people('dpo', incidentId)).may).toEqual({ write: false, send: false, seeRecipients: true })
  })
})

/** A part of a document, as it lies in the zip that it is. */
function unzipped(bytes: Buffer, name: string): string {
  for (let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    const [size, nameLength, where] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)]
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) !== name) continue
    const from = where + 30 + bytes.readUInt16LE(where + 26) + bytes.readUInt16LE(where + 28)
    const raw = bytes.subarray(from, from + size)
    return (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(raw) : raw).toString('utf8')
  }
  return ''
}

describe('as a file', () => {
  it('opens in a word processor whatever was pasted into it', async () => {
    const { incidentId } = await h.report()
    const id = String((await h.start('dpo', incidentId)).body['id'])
    const { text } = await bodyOf(incidentId, id)
    const pasted = Object.fromEntries(Object.entries(text).map(([field, said]) => [field, `${said} x\u0000\u0008\u001f\ufffe\ud800 <w:t>`]))
    await h.save('dpo', incidentId, id, { revision: 1, text: pasted })
    const answer = await (await h.as('dpo')).get(`/incidents/${incidentId}/communications/${id}/export?format=docx`)
    const document = unzipped(Buffer.from(await answer.arrayBuffer()), 'word/document.xml')
    expect(document).toContain('&lt;w:t&gt;')
    // oxlint-disable-next-line no-control-regex
    expect(document).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe]/)
  })

  it.each(['nl', 'en'] as const)('is a document and a tagged paper with its language, its title and its four headings, and a mail: %s', async (lang) => {
    const { incidentId } = await h.report()
    const letter = await h.letter(incidentId, { lang })
    const { headings, text } = await bodyOf(incidentId, letter)
    const fetched = async (format: string) => {
      const answer = await (await h.as('headOfIct')).get(`/incidents/${incidentId}/communications/${letter}/export?format=${format}`)
      expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/^attachment; filename="seintje-brief\.\w+"$/)])
      return Buffer.from(await answer.arrayBuffer())
    }
    const inOrder = [headings.happened, headings.questions, headings.done, headings.self]
    const title = { nl: 'Brief aan betrokkenen', en: 'Letter to the people concerned' }[lang]

    const docx = await fetched('docx')
    const [document, styles, core] = [unzipped(docx, 'word/document.xml'), unzipped(docx, 'word/styles.xml'), unzipped(docx, 'docProps/core.xml')]
    const paragraphs = [...document.matchAll(/<w:p>[\s\S]*?<\/w:p>/g)].map(([one]) => ({
      style: /<w:pStyle w:val="(\w+)"/.exec(one)?.[1],
      said: [...one.matchAll(/<w:t[^>]*>([^<]*)/g)].map((found) => found[1]).join(''),
    }))
    expect(paragraphs.filter(({ style }) => style === 'Heading2').map(({ said }) => said)).toEqual(inOrder)
    expect(paragraphs.filter(({ style }) => style === 'Heading1').map(({ said }) => said)).toEqual([text.subject])
    expect(paragraphs.filter(({ style }) => style === 'ListParagraph').length).toBeGreaterThan(2)
    expect(styles).toContain(`w:lang w:val="${{ nl: 'nl-NL', en: 'en-GB' }[lang]}"`)
    expect(core).toContain(title)

    const pdf = readPdf(new Uint8Array(await fetched('pdf')))
    expect(pdf).toMatchObject({ lang, title, marked: true, showsTitle: true, untagged: '', unembedded: 0 })
    expect(readAloud(pdf.tree).filter((line) => line.startsWith('H'))).toEqual([`H1 ${text.subject}`, ...inOrder.map((one) => `H2 ${one}`)])

    const mail = (await fetched('text')).toString('utf8')
    expect(inOrder.map((one) => mail.indexOf(`\n${one}\n`))).toEqual(inOrder.map((one) => mail.indexOf(`\n${one}\n`)).toSorted((a, b) => a - b))
    expect(mail.startsWith({ nl: 'Onderwerp: ', en: 'Subject: ' }[lang] + text.subject)).toBe(true)
    expect((await h.events('communication.exported', incidentId)).map(({ facts }) => facts['format'])).toEqual(['docx', 'pdf', 'text'])
  })
})

it('shows the gates, what runs, and that a text is sealed under its file', async () => {
  const { incidentId } = await h.report()
  await h.plan('dpo', incidentId, { kind: 'postponement', dueAt: plus(h.now(), days(10)) })
  await h.plan('dpo', incidentId, { kind: 'promise', dueAt: plus(h.now(), days(3)) })
  const view = await h.people('headOfIct', incidentId)
  expect(view).toMatchObject({ postponedUntil: plus(h.now(), days(10)), promisedAt: plus(h.now(), days(3)), plannedAt: null, notified: false, decision: null })
  expect(view).toMatchObject({ template: 'deviceLost', may: { write: false, send: false, seeRecipients: false } })
  expect([view.advised.outcome, view.gates.map(({ state }) => state)]).toEqual(['undecided', ['open', 'open', 'open', 'open']])
  const id = String((await h.start('dpo', incidentId)).body['id'])
  const text: LetterText = { ...(await bodyOf(incidentId, id)).text, happened: 'Een heel eigen geheim.' }
  await h.save('dpo', incidentId, id, { revision: 1, text })
  const [row] = await h.sql<{ text_sealed: Uint8Array }>('select text_sealed from communication where id = $1', [id])
  expect(Buffer.from(row!.text_sealed).toString('utf8')).not.toContain('geheim')
  await h.file('dpo', incidentId)
  const after = await h.people('dpo', incidentId)
  expect(after.notified).toBe(true)
  expect((await bodyOf(incidentId, String((await h.start('dpo', incidentId)).body['id']))).text.done).toContain('Autoriteit Persoonsgegevens')
})
