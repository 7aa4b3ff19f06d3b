import { createReadStream, createWriteStream, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Just enough of tar (POSIX ustar) to put a folder of a store into one file that any tar can read, and to take it out again. */
const block = 512
const mode = 0o600

type Entry = { name: string; size: number; isFolder: boolean }

/** The folder as tar, with a first file of our own before it. */
export async function* packed(folder: string, first: { name: string; text: string }): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(first.text)
  yield header({ name: first.name, size: bytes.length, isFolder: false })
  yield padded(bytes)
  yield* packedFolder(folder, '')
  yield Buffer.alloc(2 * block)
}

async function* packedFolder(folder: string, within: string): AsyncGenerator<Uint8Array> {
  for (const entry of readdirSync(join(folder, within), { withFileTypes: true })) {
    const name = within ? `${within}/${entry.name}` : entry.name
    if (entry.isDirectory()) {
      yield header({ name, size: 0, isFolder: true })
      yield* packedFolder(folder, name)
    } else if (entry.isFile()) {
      const { size } = statSync(join(folder, name))
      yield header({ name, size, isFolder: false })
      for await (const part of createReadStream(join(folder, name))) yield part as Buffer
      yield Buffer.alloc(paddingOf(size))
    }
  }
}

const paddingOf = (size: number) => (block - (size % block)) % block
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(paddingOf(bytes.length))])

function header({ name, size, isFolder }: Entry): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`too long a name: ${name}`)
  const bytes = Buffer.alloc(block)
  const octal = (value: number, at: number, length: number) => bytes.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at)
  bytes.write(isFolder ? `${name}/`.slice(0, 100) : name, 0)
  octal(isFolder ? 0o700 : mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  bytes.write('        ', 148)
  bytes.write(isFolder ? '5' : '0', 156)
  bytes.write('ustar\x0000', 257)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

/** Takes everything out into `folder`, which exists and is empty; gives the text of the first file. Throws on anything that is not what `packed` made. */
export async function unpack(stream: AsyncIterable<Uint8Array>, folder: string, first: string): Promise<string> {
  const input = reader(stream)
  let text: string | undefined
  for (;;) {
    const entry = readHeader(await input.take(block))
    if (!entry) break
    if (text === undefined) {
      if (entry.name !== first || entry.size > 4096) throw new Error('not a back-up of Seintje')
      text = (await input.take(entry.size)).toString('utf8')
    } else if (entry.isFolder) mkdirSync(join(folder, entry.name), { mode: 0o700 })
    else await pipeline(Readable.from(input.stream(entry.size)), createWriteStream(join(folder, entry.name), { flags: 'wx', mode }))
    await input.take(paddingOf(entry.size))
  }
  await input.end()
  if (text === undefined) throw new Error('not a back-up of Seintje')
  return text
}

/** Undefined at the end. A name that leads anywhere else is refused: a back-up comes from a disk that others may have held. */
function readHeader(bytes: Buffer): Entry | undefined {
  if (bytes.every((byte) => byte === 0)) return undefined
  const text = (at: number, length: number) =>
    bytes
      .subarray(at, at + length)
      .toString('utf8')
      .replace(/\0.*$/s, '')
  const [name, size, kind] = [text(0, 100).replace(/\/$/, ''), parseInt(text(124, 12), 8), text(156, 1)]
  const isSafe = /^[\w.-]+(\/[\w.-]+)*$/.test(name) && !name.split('/').some((part) => part === '..' || part === '.')
  if (text(257, 5) !== 'ustar' || !isSafe || !Number.isSafeInteger(size) || !/^[05]$/.test(kind)) throw new Error('not a back-up of Seintje')
  return { name, size, isFolder: kind === '5' }
}

/** A stream read in the pieces that are asked for. Throws when it ends too early. */
function reader(stream: AsyncIterable<Uint8Array>) {
  const parts = stream[Symbol.asyncIterator]()
  let left: Buffer = Buffer.alloc(0)
  async function* some(size: number): AsyncGenerator<Buffer> {
    for (let wanted = size; wanted > 0;) {
      if (left.length === 0) {
        const { value, done } = await parts.next()
        if (done) throw new Error('the back-up ends too early')
        left = Buffer.from(value as Uint8Array)
      }
      const part = left.subarray(0, wanted)
      left = left.subarray(part.length)
      wanted -= part.length
      yield part
    }
  }
  return {
    stream: some,
    take: async (size: number): Promise<Buffer> => {
      const taken: Buffer[] = []
      for await (const part of some(size)) taken.push(part)
      return Buffer.concat(taken)
    },
    /** to the last byte, so that the sum at the end of the gzip is looked at */
    end: async () => {
      while (!(await parts.next()).done) continue
    },
  }
}
