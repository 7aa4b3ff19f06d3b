import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { factLimits, filePurposes } from '../../shared/breach/facts-views.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { needAble, needSession } from '../http/actor.ts'
import { readBody } from '../http/body.ts'
import type { Env } from '../http/context.ts'
import { describe, header, param, query, Uuid } from '../http/validate.ts'
import { inPhotoLine } from '../pressure.ts'
import { addFile } from './add-file.ts'
import { readFile } from './read-file.ts'

const FilePath = v.object({ incidentId: Uuid, fileId: Uuid })
const Purpose = v.object({ purpose: v.optional(v.picklist(filePurposes), 'evidence') })
const Added = v.object({ id: v.string() })
const nameHeader = 'File-Name'
const fileRequest = {
  parameters: [header(nameHeader, 'what it is called, percent-encoded UTF-8')],
  requestBody: { required: true, content: { '*/*': { schema: { type: 'string' as const, format: 'binary' } } } },
}

/** What hangs on an incident as a file: evidence, proof of filing, letters. */
export const fileRoutes = (deps: Deps) =>
  new Hono<Env>()
    .put(
      '/:incidentId/files/:fileId',
      describe('Add a file: raw bytes of any kind, at most 10 MB, thirty per incident', { 201: Added, 200: Added }, fileRequest),
      param(FilePath),
      query(Purpose),
      async (c) => {
        const actors = needAble(c, 'file.add')
        await deps.limits.take('writePerPerson', needSession(c).identityId)
        const most = factLimits.fileBytes
        const name = nameOf(c)
        const input = { ...c.req.valid('param'), ...c.req.valid('query'), name }
        // Not all at once into memory: as photos, one after the other.
        const { first, id } = await inPhotoLine(deps, Math.min(Number(c.req.header('content-length')) || most, most), {
          read: () => readBody(c, most),
          store: (bytes) => addFile(deps, actors, { ...input, bytes }),
        })
        return c.json({ id }, first ? 201 : 200)
      },
    )
    .get('/:incidentId/files/:fileId', describe('One file, always to keep and never to open on the spot', { 200: 'the file' }), param(FilePath), async (c) => {
      const { bytes, name, contentType } = await readFile(deps, needAble(c, 'file.read'), c.req.valid('param'))
      return c.body(bytes, 200, {
        'content-type': contentType,
        'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      })
    })

/** What a file is called. In a header, for an address stands in logs. Refuses: request.invalid. */
function nameOf(c: Context<Env>): string {
  const name = decoded(c.req.header(nameHeader) ?? '')?.trim()
  // Letters that end a line, or turn the direction of what follows, make a name look like another.
  if (!name || name.length > factLimits.fileName || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name))
    throw new Problem('request.invalid', { field: nameHeader })
  return name
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** RFC 8187: what encodeURIComponent leaves alone and a header may not hold. */
const encoded = (name: string) => encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
