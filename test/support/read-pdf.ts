import { inflateSync } from 'node:zlib'

/** One element of what a screen reader follows, in its order. */
export type Element = { tag: string; text: string; children: Element[]; scope?: string; link?: { url: string; says: string } }
type Objects = ReturnType<typeof objectsOf>
/** Glyph by glyph: what each one says. */
type Spelling = ReadonlyMap<string, string>

/** Classic cross-references, one object after another: so our own papers are written. */
function objectsOf(raw: string) {
  const objects = new Map([...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map((found) => [Number(found[1]), found[2]!]))
  const object = (id: number) => objects.get(id) ?? ''
  return {
    all: [...objects.values()],
    object,
    follow: (text: string, key: string) => object(Number(new RegExp(`/${key} (\\d+) 0 R`).exec(text)?.[1] ?? -1)),
    stream: (text: string) => {
      const data = Buffer.from(/stream\n([\s\S]*)\nendstream/.exec(text)?.[1] ?? '', 'latin1')
      return (/\/FlateDecode/.test(text) ? inflateSync(data) : data).toString('latin1')
    },
  }
}

function spellingOf({ follow, stream }: Objects, font: string): Spelling {
  const map = new Map<string, string>()
  const spelt = (hex: string) => String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((one) => Number.parseInt(one, 16)))
  for (const [, from, , list] of stream(follow(font, 'ToUnicode')).matchAll(/<([\da-f]{4})> <([\da-f]{4})> \[([^\]]*)\]/gi))
    for (const [at, found] of [...list!.matchAll(/<([\da-f ]*)>/gi)].entries())
      map.set((Number.parseInt(from!, 16) + at).toString(16).padStart(4, '0'), spelt(found[1]!.replaceAll(' ', '')))
  return map
}

function fontsOf(pdf: Objects, page: string): Map<string, Spelling> {
  const [, named = ''] = /\/Font <<([\s\S]*?)>>/.exec(page.includes('/Font <<') ? page : pdf.follow(page, 'Resources')) ?? []
  return new Map([...named.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, spellingOf(pdf, pdf.object(Number(id)))]))
}

const spell = (font: Spelling | undefined, shown: string) =>
  [...shown.matchAll(/<([^>]*)>/g)].flatMap(([, hex]) => (hex!.match(/.{4}/g) ?? []).map((glyph) => font?.get(glyph.toLowerCase()) ?? '\ufffd')).join('')

const steps = /\/(F\d+) [\d.]+ Tf|\/MCID (\d+)\s*>> BDC|(\/Artifact\b[^()]*?B(?:DC|MC))|\b(EMC)\b|\[((?:<[^>]*>|[^\]])*)\] TJ/g

/** What a page says, by its marks, and what it says outside all marks. */
function textOfPage(pdf: Objects, page: string): { said: Map<number, string>; untagged: string } {
  const [fonts, said] = [fontsOf(pdf, page), new Map<number, string>()]
  let [untagged, font, marked]: [string, Spelling | undefined, (number | 'artifact')[]] = ['', undefined, []]
  for (const [, name, mcid, artifact, ends, shown] of pdf.stream(pdf.follow(page, 'Contents')).matchAll(steps)) {
    if (name) font = fonts.get(name)
    else if (mcid) marked.push(Number(mcid))
    else if (artifact) marked.push('artifact')
    else if (ends) marked = marked.slice(0, -1)
    else if (shown) {
      const at = marked.at(-1)
      if (typeof at === 'number') said.set(at, `${said.get(at) ?? ''}${spell(font, shown)}`)
      else if (at === undefined) untagged += spell(font, shown)
    }
  }
  return { said, untagged }
}

function elementOf(pdf: Objects, said: ReadonlyMap<number, string>, text: string): Element {
  const kids = /\/K \[([\s\S]*?)\]\n/.exec(text)?.[1] ?? ''
  const element: Element = { tag: /\/S \/(\w+)/.exec(text)?.[1] ?? '', text: '', children: [] }
  const scope = /\/Scope \/(\w+)/.exec(text)?.[1]
  if (scope) element.scope = scope
  for (const [, annotation, id, mcid] of kids.matchAll(/<<[^>]*\/Obj (\d+) 0 R[^>]*>>|(\d+) 0 R|(?<!\d )\b(\d+)\b(?! 0 R)/g)) {
    if (annotation) {
      const link = pdf.object(Number(annotation))
      element.link = { url: /\/URI \(([^)]*)\)/.exec(pdf.follow(link, 'A'))?.[1] ?? '', says: /\/Contents \(([^)]*)\)/.exec(link)?.[1] ?? '' }
    } else if (id) element.children.push(elementOf(pdf, said, pdf.object(Number(id))))
    else element.text += said.get(Number(mcid)) ?? ''
  }
  return element
}

/** What is in a PDF of ours. The tree holds the words of its first page: our papers have one. */
export function readPdf(bytes: Uint8Array) {
  const raw = Buffer.from(bytes).toString('latin1')
  const pdf = objectsOf(raw)
  const { all, follow, object } = pdf
  const trailer = raw.slice(raw.lastIndexOf('trailer'))
  const [root, info] = [follow(trailer, 'Root'), follow(trailer, 'Info')]
  const pages = all.filter((text) => /\/Type \/Page\b(?!s)/.test(text))
  const fonts = all.filter((text) => /\/Type \/Font\b/.test(text) && /\/Subtype \/Type0/.test(text))
  const { said, untagged } = textOfPage(pdf, pages[0] ?? '')
  const top = /\/K \[([\s\S]*?)\]/.exec(follow(root, 'StructTreeRoot'))?.[1] ?? ''
  return {
    version: raw.slice(0, 8),
    pages: pages.length,
    lang: /\/Lang \(([^)]*)\)/.exec(root)?.[1],
    title: textOf(follow(info, 'Title')),
    info,
    showsTitle: /\/DisplayDocTitle true/.test(follow(root, 'ViewerPreferences')),
    marked: /\/Marked true/.test(follow(root, 'MarkInfo')),
    tabs: pages.every((page) => /\/Tabs \/S/.test(page)),
    metadata: pdf.stream(follow(root, 'Metadata')),
    fonts: fonts.map((font) => /\/BaseFont \/[A-Z]{6}\+([\w-]+)/.exec(font)?.[1]),
    fontsSpeak: fonts.every((font) => /\/ToUnicode \d+ 0 R/.test(font)),
    embedded: all.filter((text) => /\/Type \/FontDescriptor\b/.test(text) && /\/FontFile2 \d+ 0 R/.test(text)).length,
    unembedded: all.filter((text) => /\/Subtype \/Type1\b/.test(text)).length,
    untagged,
    tree: [...top.matchAll(/(\d+) 0 R/g)].map(([, id]) => elementOf(pdf, said, object(Number(id)))),
  }
}

const textOf = (literal: string): string => {
  const bytes = Buffer.from(/\(([\s\S]*)\)/.exec(literal)?.[1]?.replaceAll(/\\([()\\])/g, '$1') ?? '', 'latin1')
  return bytes[0] === 0xfe && bytes[1] === 0xff ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le') : bytes.toString('latin1')
}

/** Every element with something said in it, in reading order: `H1 Bewijs van deelname`. */
export const readAloud = (elements: readonly Element[]): string[] =>
  elements.flatMap(({ tag, text, children }) => [...(text === '' ? [] : [`${tag} ${text}`]), ...readAloud(children)])
