import { Hono } from 'hono'
import { html } from 'hono/html'
import { generateSpecs } from 'hono-openapi'
import type { OpenAPIV3_1 } from 'openapi-types'
import type { Env } from './context.ts'

type Operation = OpenAPIV3_1.OperationObject & { requestBody?: OpenAPIV3_1.RequestBodyObject }
const methods = ['get', 'put', 'post', 'delete'] as const

const outside = [{ url: '/' }]
const asked = (summary: string, no: string, status = 503) => ({
  servers: outside,
  get: { summary, responses: { 200: { description: 'yes' }, [status]: { description: no } } },
})
const health = {
  '/healthz': asked('Lives and reaches its store', 'no'),
  '/healthz/engine': asked('Alarms are being worked off', 'no, or someone has to phone'),
  '/readyz': asked('People may be sent here', 'not now'),
  '/metrics': asked('Counts for Prometheus, with METRICS_TOKEN as Bearer', 'not without that token', 404),
}
/** What does not stand under /api/v1. */
const isOutside = (path: string) => path in health

/** The OpenAPI document and a page that shows it: plain HTML from here, no script and nothing from elsewhere. */
export function docsRoutes(api: Hono<Env>) {
  let made: Promise<Awaited<ReturnType<typeof generateSpecs>>> | undefined
  const spec = () =>
    (made ??= generateSpecs(api, {
      documentation: {
        info: { title: 'Seintje', version: '1', description: 'Instants are ISO 8601 UTC. Refusals are problem+json with a code.' },
        servers: [{ url: '/api/v1' }],
        paths: health,
      },
    }))
  return new Hono<Env>()
    .get('/v1/openapi.json', async (c) => c.json(await spec()))
    .get('/docs', async (c) => {
      const { paths } = await spec()
      const operations = Object.entries(paths).flatMap(([path, item]) =>
        methods.flatMap((method) => (item?.[method] ? [{ path, method, operation: item[method] as Operation }] : [])),
      )
      return c.html(page(operations))
    })
}

const page = (operations: { path: string; method: string; operation: Operation }[]) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Seintje API</title>
      </head>
      <body>
        <main>
          <h1>Seintje API</h1>
          <p>
            The same as data: <a href="/api/v1/openapi.json">openapi.json</a>. Instants are ISO 8601 UTC; refusals are application/problem+json with a code and
            a requestId.
          </p>
          ${operations.map(section)}
        </main>
      </body>
    </html>`

const section = ({ path, method, operation }: { path: string; method: string; operation: Operation }) =>
  html`<section>
    <h2>${method.toUpperCase()} ${isOutside(path) ? '' : '/api/v1'}${path}</h2>
    <p>${operation.summary ?? ''}</p>
    ${operation.parameters?.length ? html`<p>Parameters: ${operation.parameters.map((p) => ('name' in p ? `${p.name} (${p.in})` : '')).join(', ')}</p>` : ''}
    ${details('Body', operation.requestBody?.content)}
    ${Object.entries(operation.responses ?? {}).map(([status, answer]) => details(`Answer ${status}: ${'description' in answer ? answer.description : ''}`, 'content' in answer ? answer.content : undefined))}
  </section>`

const details = (title: string, content: Record<string, OpenAPIV3_1.MediaTypeObject> | undefined) =>
  content
    ? html`<details>
        <summary>${title}</summary>
        <pre tabindex="0">${JSON.stringify(Object.values(content)[0]?.schema ?? {}, null, 2)}</pre>
      </details>`
    : html`${title === 'Body' ? '' : html`<p>${title}</p>`}`
