import type { OpenAPIV3_1 } from 'openapi-types'

/** One route as the office's own document names it: `put /reports/{reportId}`. */
export interface Route {
  name: string
  method: string
  /** with `{reportId}` in it */
  path: string
  parameters: { name: string; in: string; schema: Schema }[]
  /** by media type; absent where nothing is sent */
  body: Record<string, Schema> | null
}
export type Schema = OpenAPIV3_1.SchemaObject

/** What a watchman asks: it does not stand under /api/v1. */
export const isOutside = (path: string) => /^\/(healthz|readyz|metrics)\b/.test(path)

type Ask = (path: string) => Response | Promise<Response>

/** Every route of a running office, from the OpenAPI document it hands out. */
export async function routesOf(ask: Ask): Promise<Route[]> {
  const { paths } = (await (await ask('/api/v1/openapi.json')).json()) as { paths: Record<string, OpenAPIV3_1.PathItemObject> }
  return Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'put', 'post', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method]
      return operation ? [routeOf(method, path, operation)] : []
    }),
  )
}

function routeOf(method: string, path: string, operation: OpenAPIV3_1.OperationObject): Route {
  const content = (operation.requestBody as OpenAPIV3_1.RequestBodyObject | undefined)?.content
  return {
    name: `${method} ${path}`,
    method: method.toUpperCase(),
    path: isOutside(path) ? path : `/api/v1${path}`,
    parameters: (operation.parameters ?? []) as Route['parameters'],
    body: content ? Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, (schema ?? {}) as Schema])) : null,
  }
}
