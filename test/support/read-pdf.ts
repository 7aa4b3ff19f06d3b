import { inflateSync } from 'node:zlib'

/** One element of what a screen reader follows, in its order. */
export type Element = { tag: string; text: string; children: Element[]; scope?: string; link?: { url: string; says: string } }

/** Reads a PDF as our own papers are written: classic cross-references, one object after another, text as glyphs of embedded typefaces. */
export function readPdf(bytes: Uint8Array) {
  const raw = Buffer.from(bytes).toString('latin1')
  const objects = new Map([...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map((found) => [Number(found[1]), found[2]!]))
  const object = (id: number) => objects.get(id) ?? ''
  const follow = (text: string, key: string) => object(Number(new RegExp(`/${key} (\\d+) 0 R`).exec(text)?.[1] ?? -1))
  const stream = (text: string) => {
    const data = Buffer.from(/stream\n([\s\S]*)\nendstream/.exec(text)?.[1] ?? '', 'latin1')
    return (/\/FlateDecode/.test(text) ? inflateSync(data) : data).toString('latin1')
  }
  const trailer = raw.slice(raw.lastIndexOf('trailer'))
  const root = follow(trailer, 'Root')
  const pages = [...objects.values()].filter((text) => /\/Type \/Page\b(?!s)/.test(text))
  const info = follow(trailer, 'Info')
  const fonts = [...objects.values()].filter((text) => /\/Type \/Font\b/.test(text) && /\/Subtype \/Type0/.test(text))
  const descriptors = [...objects.values()].filter((text) => /\/Type \/FontDescriptor\b/.test(text))

  /** Glyph by glyph: what each one says. */
  const saysOf = (font: string) => {
    const map = new Map<string, string>()
    const spelt = (hex: string) => String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((one) => Number.parseInt(one, 16)))
    for (const [, from, , list] of stream(follow(font, 'ToUnicode')).matchAll(/<([\da-f]{4})> <([\da-f]{4})> \[([^\]]*)\]/gi))
      for (const [at, found] of [...list!.matchAll(/<([\da-f ]*)>/gi)].entries())
        map.set((Number.parseInt(from!, 16) + at).toString(16).padStart(4, '0'), spelt(found[1]!.replaceAll(' ', '')))
    return map
  }
  const fontsOf = (page: string) =>
    new Map(
      [.../\/Font <<([\s\S]*?)>>/.exec(page.includes('/Font <<') ? page : follow(page, 'Resources'))![1]!.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(
        ([, name, id]) => [name!, saysOf(object(Number(id)))],
      ),
    )

  const said = new Map<number, string>()
  let untagged = ''
  for (const page of pages) {
    const fontsHere = fontsOf(page)
    let font: Map<string, string> | undefined
    let marked: (number | 'artifact')[] = []
    for (const [, name, mcid, begins, ends, shown] of stream(follow(page, 'Contents')).matchAll(
      /\/(F\d+) [\d.]+ Tf|\/MCID (\d+)\s*>> BDC|(\/Artifact\b[^()]*?B(?:DC|MC))|\b(EMC)\b|\[((?:<[^>]*>|[^\]])*)\] TJ/g,
    )) {
      if (name) font = fontsHere.get(name)
      else if (mcid) marked.push(Number(mcid))
      else if (begins) marked.push('artifact')
      else if (ends) marked = marked.slice(0, -1)
      else if (shown) {
        const text = [...shown.matchAll(/<([^>]*)>/g)]
          .flatMap(([, hex]) => (hex!.match(/.{4}/g) ?? []).map((glyph) => font?.get(glyph.toLowerCase()) ?? '\ufffd'))
          .join('')
        const at = marked.at(-1)
        if (typeof at === 'number') said.set(at, `${said.get(at) ?? ''}${text}`)
        else if (at === undefined) untagged += text
      }
    }
  }

  const elementOf = (text: string): Element => {
    const kids = /\/K \[([\s\S]*?)\]\n/.exec(text)?.[1] ?? ''
    const element: Element = { tag: /\/S \/(\w+)/.exec(text)?.[1] ?? '', text: '', children: [] }
    const scope = /\/Scope \/(\w+)/.exec(text)?.[1]
    if (scope) element.scope = scope
    for (const [, annotation, id, mcid] of kids.matchAll(/<<[^>]*\/Obj (\d+) 0 R[^>]*>>|(\d+) 0 R|(?<!\d )\b(\d+)\b(?! 0 R)/g)) {
      if (annotation) {
        const link = object(Number(annotation))
        element.link = { url: /\/URI \(([^)]*)\)/.exec(follow(link, 'A'))?.[1] ?? '', says: /\/Contents \(([^)]*)\)/.exec(link)?.[1] ?? '' }
      } else if (id) element.children.push(elementOf(object(Number(id))))
      else element.text += said.get(Number(mcid)) ?? ''
    }
    return element
  }
  const tree = [...(/\/K \[([\s\S]*?)\]/.exec(follow(root, 'StructTreeRoot'))?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, id]) => elementOf(object(Number(id))))

  return {
    version: raw.slice(0, 8),
    pages: pages.length,
    lang: /\/Lang \(([^)]*)\)/.exec(root)?.[1],
    title: textOf(follow(info, 'Title')),
    info,
    showsTitle: /\/DisplayDocTitle true/.test(follow(root, 'ViewerPreferences')),
    marked: /\/Marked true/.test(follow(root, 'MarkInfo')),
    tabs: pages.every((page) => /\/Tabs \/S/.test(page)),
    metadata: stream(follow(root, 'Metadata')),
    fonts: fonts.map((font) => /\/BaseFont \/[A-Z]{6}\+([\w-]+)/.exec(font)?.[1]),
    fontsSpeak: fonts.every((font) => /\/ToUnicode \d+ 0 R/.test(font)),
    embedded: descriptors.filter((text) => /\/FontFile2 \d+ 0 R/.test(text)).length,
    unembedded: [...objects.values()].filter((text) => /\/Subtype \/Type1\b/.test(text)).length,
    untagged,
    tree,
  }
}

const textOf = (literal: string): string => {
  const bytes = Buffer.from(/\(([\s\S]*)\)/.exec(literal)?.[1]?.replaceAll(/\\([()\\])/g, '$1') ?? '', 'latin1')
  return bytes[0] === 0xfe && bytes[1] === 0xff ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le') : bytes.toString('latin1')
}

/** Every element with something said in it, in reading order: `H1 Bewijs van deelname`. */
export const readAloud = (elements: readonly Element[]): string[] =>
  elements.flatMap(({ tag, text, children }) => [...(text === '' ? [] : [`${tag} ${text}`]), ...readAloud(children)])
