import { mkdirSync } from 'node:fs'
import { copyFile, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { days, plus, type Instant } from '../../shared/instant.ts'
import type { Env } from './context.ts'
import { fileServer } from './static.ts'

/** How long a tab may go on with the version it was opened with, in milliseconds. */
const keptFor = days(30)
const unfinished = '.new'
/** A name with the hash of its contents in it: what it holds never changes, so it may be kept and handed out for ever. */
const hashed = /^[\w.-]+-[\w-]{8}\.(js|css|woff2|svg|png|jpg|webp)$/
const isKept = (name: string) => hashed.test(name.replace(/\.(br|gz)$/, ''))

interface Keep {
  webRoot: string
  keptRoot: string
  now: Instant
  log: Pick<Logger, 'warn'>
}

/**
 * Puts this version's hashed files beside those of earlier ones, and takes away what no version had for 30 days. A tab that was
 * open during an update still asks for the old ones. A disk that is full or may not be written stops nothing: it is logged.
 */
export async function keepAssets({ webRoot, keptRoot, now, log }: Keep): Promise<void> {
  try {
    mkdirSync(keptRoot, { recursive: true, mode: 0o700 })
    const current = new Set((await readdir(join(webRoot, 'assets'))).filter(isKept))
    const kept = new Set(await readdir(keptRoot))
    for (const name of current) if (!kept.has(name)) await copyWhole(join(webRoot, 'assets', name), join(keptRoot, name))
    await tidy(keptRoot, current, now)
  } catch (error) {
    log.warn({ why: (error as NodeJS.ErrnoException).code ?? String(error) }, 'files of this version are not kept for tabs that stay open')
  }
}

/** Under another name first: half a file is never handed out. */
async function copyWhole(from: string, to: string): Promise<void> {
  const half = `${to}.${process.pid}${unfinished}`
  try {
    await copyFile(from, half)
    await rename(half, to)
  } catch (error) {
    await rm(half, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Writes down when a file left the version in use, and removes it thirty days after that. */
async function tidy(keptRoot: string, current: ReadonlySet<string>, now: Instant): Promise<void> {
  const file = join(keptRoot, 'left.json')
  const before = await readLeft(file)
  const left: Record<string, Instant> = {}
  for (const name of await readdir(keptRoot)) {
    if (current.has(name) || name === 'left.json') continue
    const path = join(keptRoot, name)
    const since = name.endsWith(unfinished) ? (await stat(path)).mtime.toISOString() : (before[name] ?? now)
    if (plus(since, keptFor) <= now) await rm(path, { force: true })
    else left[name] = since
  }
  await writeFile(`${file}.${process.pid}${unfinished}`, JSON.stringify(left))
  await rename(`${file}.${process.pid}${unfinished}`, file)
}

/** Broken or not there: every old file starts its thirty days again. */
async function readLeft(file: string): Promise<Partial<Record<string, Instant>>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return {}
  }
}

/** Hands out a hashed file that the version in use does not have any more; everything else is not here. */
export function keptAssets(keptRoot: string): MiddlewareHandler<Env> {
  const file = fileServer({ root: keptRoot, precompressed: true, rewriteRequestPath: (path) => `/${basename(path)}` })
  return (c, next) => (hashed.test(c.req.path.slice('/assets/'.length)) ? file(c, next) : next())
}
