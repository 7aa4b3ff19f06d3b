import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { certificatePaper, type CertificateWords } from '../../../api/training/certificate-paper.ts'
import { dossierPaper, type DossierWords } from '../../../api/training/dossier-paper.ts'
import { langs } from '../../../api/text.ts'
import { printable } from '../../../shared/training/certificate.ts'
import { modules } from '../../../shared/training/modules.ts'
import { defaultTraining, highestFloor } from '../../../shared/training/training-settings.ts'
import { readAloud, readPdf } from '../../support/read-pdf.ts'

const certificate: CertificateWords = {
  ...{ lang: 'nl', at: '2026-03-02T09:15:00.000Z', name: 'Noor Fictief', module: modules[3]!, moduleVersion: 2 },
  ...{ completedAt: '2026-02-28T23:00:00.000Z', validUntil: '2027-02-28T23:00:00.000Z', boardName: 'Stichting De Waterlelie' },
  ...{ code: '0123456789ABCDEF', publicUrl: 'https://seintje.example' },
}
const dossier: DossierWords = {
  ...{ lang: 'nl', at: '2026-03-02T09:15:00.000Z', boardName: 'Stichting De Waterlelie', dpo: { name: 'Frits Fictief', phone: '085 555 01 11' } },
  ...{ settings: defaultTraining, shownFloor: null, consent: null },
}
/** All that somebody without eyes needs, and what a checker of PDF/UA asks that can be seen in the file. */
const accessible = {
  ...{ version: '%PDF-1.7', pages: 1, marked: true, showsTitle: true, tabs: true, untagged: '' },
  ...{ fontsSpeak: true, embedded: 2, unembedded: 0 },
}

describe('a certificate', () => {
  it('is one tagged page with its language, its title and its typefaces in it', async () => {
    for (const lang of langs) {
      const pdf = readPdf(await certificatePaper({ ...certificate, lang }))
      expect(pdf).toMatchObject({ ...accessible, lang, title: { nl: 'Bewijs van deelname: Herken het', en: 'Certificate of participation: Spot it' }[lang] })
      expect(pdf.fonts.toSorted()).toEqual(['Arimo-Bold', 'Arimo-Regular'])
      expect(pdf.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>')
      expect(pdf.metadata).toContain(`<rdf:li xml:lang="x-default">${pdf.title}</rdf:li>`)
    }
  })

  it('is read aloud in the order in which it is seen', async () => {
    const { tree } = readPdf(await certificatePaper(certificate))
    expect(tree.map(({ tag }) => tag)).toEqual(['Document'])
    expect(tree[0]!.children.map(({ tag }) => tag)).toEqual(['P', 'H1', 'P', 'P', 'P', 'H2', 'Table', 'H2', 'P', 'P', 'P', 'P', 'P', 'P'])
    expect(readAloud(tree).slice(0, -2)).toEqual([
      ...['P Seintje', 'H1 Bewijs van deelname', 'P Dit bewijs is van', 'P Noor Fictief'],
      ...['P en hoort bij deze module, waarvan alle vragen zijn beantwoord:', 'H2 Herken het'],
      ...['TH Afgerond op', 'TD 1 maart 2026', 'TH Geldig tot en met', 'TD 1 maart 2027'],
      ...['TH Versie van de module', 'TD 2', 'TH Schoolbestuur', 'TD Stichting De Waterlelie'],
      ...['H2 Klopt dit bewijs?', 'P Dat kan iedereen nagaan. Ga naar dit adres:', 'Link seintje.example/bewijs'],
      ...['P en typ daar deze code:', 'P 0123-4567-89AB-CDEF'],
    ])
    const cells = tree[0]!.children[6]!.children.flatMap((row) => row.children)
    expect(cells.map(({ tag, scope }) => `${tag} ${scope ?? ''}`.trim())).toEqual(Array.from({ length: 4 }, () => ['TH Row', 'TD']).flat())
    expect(JSON.stringify(tree)).toContain(
      JSON.stringify({ url: 'https://seintje.example/bewijs/0123-4567-89AB-CDEF', says: 'Controleer dit bewijs in de browser' }),
    )
  })

  it.each(['Świątek-Özgür Ñíguez', 'Nguyễn Thị Ánh', 'Ελένη Παπαδοπούλου', 'Їрина Щербакова', 'Ṩạ̈'])('prints %s as it is written', async (name) => {
    expect(readAloud(readPdf(await certificatePaper({ ...certificate, name })).tree)).toContain(`P ${name.normalize('NFC')}`)
  })

  it('leaves a line where no name was given, stays on one page with the longest, and never names anyone but on the page', async () => {
    expect(readAloud(readPdf(await certificatePaper({ ...certificate, name: null })).tree)).toContain('P Naam')
    const [name, boardName] = ['W'.repeat(120), 'Ŵ '.repeat(100)]
    const longest = await certificatePaper({ ...certificate, name, boardName, moduleVersion: 1_000_000 })
    expect(readPdf(longest).pages).toBe(1)
    expect(readPdf(longest).metadata).not.toContain('WWW')
    expect(readPdf(longest).info).not.toContain('WWW')
  })

  it('has a shape in its typefaces for every letter that may be printed', () => {
    const [here, letters] = [createRequire(import.meta.url), Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code))]
    const { create } = createRequire(here.resolve('pdfkit'))('fontkit') as { create: (font: Buffer) => { hasGlyphForCodePoint: (code: number) => boolean } }
    const allowed = letters.flatMap((letter) => [...(printable(`x${letter}x`) ?? '')])
    expect(new Set(allowed).size).toBeGreaterThan(1200)
    for (const file of ['400Regular/Arimo_400Regular.ttf', '700Bold/Arimo_700Bold.ttf']) {
      const font = create(readFileSync(here.resolve(`@expo-google-fonts/arimo/${file}`)))
      expect(allowed.filter((letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0)!))).toEqual([])
    }
  })
})

describe('the page for the participation council', () => {
  const longest: DossierWords = {
    ...dossier,
    shownFloor: 10,
    boardName: 'Wijdwaterse Wereldscholen '.repeat(8).slice(0, 200),
    dpo: { name: 'Wilhelmina Weltevreden '.repeat(6).slice(0, 120), phone: '+31 85 555 01 11' },
    settings: { ...defaultTraining, floor: highestFloor, hidden: modules.slice(1).map(({ id }) => id), dueOn: '09-30', statements: true },
    consent: { consentedOn: '2026-09-30', document: 'Verslag van de overlegvergadering met wensen '.repeat(5).slice(0, 200) },
  }

  it.each(langs)('stays on one page and as readable as can be, whatever was chosen: %s', async (lang) => {
    const { bytes, size } = await dossierPaper({ ...longest, lang })
    expect(readPdf(bytes)).toMatchObject({ ...accessible, lang })
    expect(size).toBeGreaterThanOrEqual(8)
    const plain = await dossierPaper({ ...dossier, lang })
    expect(plain.pages).toBe(1)
    expect(plain.size).toBeGreaterThanOrEqual(8.5)
  })

  it('says what the board chose, and asks two things apart', async () => {
    const words = async (one: DossierWords) => readAloud(readPdf((await dossierPaper(one)).bytes).tree)
    const before = await words(dossier)
    expect(before).toEqual(
      expect.arrayContaining(['TH Kleinste groep', 'TD 10 mensen', 'TD uit; er is geen instemming vastgelegd', 'TD alle modules worden aangeboden']),
    )
    const after = await words({
      ...dossier,
      settings: { ...defaultTraining, floor: 25, nudges: false, hidden: ['spot-it'], dueOn: '06-01' },
      consent: { consentedOn: '2026-02-10', document: 'Verslag MR 12' },
    })
    expect(after).toEqual(
      expect.arrayContaining(['TD 25 mensen', 'TD uit', 'TD Herken het', 'TD 1 juni', 'TD instemming van 10 februari 2026, in: Verslag MR 12']),
    )
    expect(after.filter((line) => line.endsWith('ja / nee'))).toHaveLength(2)
    expect(after.join(' ')).toMatch(/groepen van minstens 25 mensen/)
  })

  it('promises no larger group than the figures of this week have, and says from when on the board’s choice holds', async () => {
    const raised = { ...dossier, settings: { ...defaultTraining, floor: 25 }, shownFloor: 10 }
    const words = readAloud(readPdf((await dossierPaper(raised)).bytes).tree)
    expect(words.join(' ')).toMatch(/groepen van minstens 10 mensen/)
    expect(words).toContain('TD 25 mensen, vanaf de cijfers van 9 maart 2026')
  })

  it('has its lists and tables as lists and tables, each heading under the one above it', async () => {
    const { tree } = readPdf((await dossierPaper(dossier)).bytes)
    const tags = tree[0]!.children.map(({ tag }) => tag)
    expect(tags.filter((tag) => tag === 'H1')).toHaveLength(1)
    expect(tags.filter((tag) => tag === 'Table')).toHaveLength(2)
    const lists = tree[0]!.children.filter(({ tag }) => tag === 'L')
    expect(lists.map(({ children }) => children.length)).toEqual([4, 5, 2])
    expect(readAloud(tree).join(' ')).toMatch(/Het bestuur zegt toe: oefenen.*telt niet mee.*Namens de personeelsgeleding of de OR/)
    expect(lists.flatMap(({ children }) => children).every((item) => item.children.map(({ tag }) => tag).join(' ') === 'Lbl LBody')).toBe(true)
    const [head] = tree[0]!.children.find(({ tag }) => tag === 'Table')!.children
    expect(head!.children.map(({ tag, scope }) => `${tag} ${scope}`)).toEqual(['TH Column', 'TH Column', 'TH Column'])
  })
})
