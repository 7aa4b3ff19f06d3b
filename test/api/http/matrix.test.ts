import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SessionScope } from '../../../shared/access/roles.ts'
import { matrix, type Line } from '../../support/matrix.ts'
import { askers, preparedOffice, subjects, type Asker, type PreparedOffice, type Subject } from '../../support/prepared-office.ts'
import { isOutside, routesOf } from '../../support/routes-of.ts'

let o: PreparedOffice
beforeAll(async () => void (o = await preparedOffice()))
afterAll(() => o.drop())

const local = { headers: { host: 'localhost' } }
type Cell = { asker: Asker | null; scope: SessionScope | 'worn' | 'none'; subject: Subject }

describe('the table of who may do what', () => {
  it('has a line for every route of the demo, and a route for every line', async () => {
    const routes = await routesOf((path) => o.demo.request(`http://localhost${path}`, local))
    expect(routes.map((route) => route.name).toSorted()).toEqual(Object.keys(matrix).toSorted())
  })

  it('has the same for production, where the doors of the demo do not exist', async () => {
    const routes = await routesOf((path) => o.request(path))
    const lines = Object.keys(matrix).filter((name) => !matrix[name]!.demo)
    expect(routes.map((route) => route.name).toSorted()).toEqual(lines.toSorted())
    for (const [name, line] of Object.entries(matrix)) if (line.demo) expect((await ask(name, line, signedOut)).status).toBe(404)
  })

  it.each(Object.entries(matrix).filter(([, line]) => !line.demo))(
    'holds for each role, scope, board and fence, and who is refused changes nothing: %s',
    async (name, line) => {
      const cells = cellsOf(line).map((cell) => ({ cell, wanted: wantedOf(line, cell) }))
      const before = await o.events()
      expect(
        await slipsOf(
          name,
          line,
          cells.filter(({ wanted }) => wanted !== 'done'),
        ),
      ).toEqual([])
      expect(await o.events()).toBe(before)
      expect(
        await slipsOf(
          name,
          line,
          cells.filter(({ wanted }) => wanted === 'done'),
        ),
      ).toEqual([])
      await line.after?.(o)
    },
  )

  it('opens the doors of the demo to anyone, there', async () => {
    for (const [name, line] of Object.entries(matrix))
      if (line.demo) expect((await ask(name, line, signedOut, 'demo')).status).toBe(line.may === 'anyone' ? 200 : 401)
  })
})

const signedOut: Cell = { asker: null, scope: 'none', subject: 'visible' }

function cellsOf(line: Line): Cell[] {
  const about = fenced(line) ? subjects : line.on === 'board' ? (['visible', 'otherBoard'] as const) : (['visible'] as const)
  return about.flatMap((subject) => [
    { ...signedOut, subject },
    ...askers.flatMap((asker) =>
      (line.stepUp ? (['device', 'desk', 'worn'] as const) : (['device', 'desk'] as const)).map((scope) => ({ asker, scope, subject })),
    ),
  ])
}

/** What the line says of this cell: done, or the status of the refusal. */
function wantedOf(line: Line, { asker, scope, subject }: Cell): number | 'done' {
  if (line.may === 'anyone') return 'done'
  if (!asker) return 401
  if (line.may === 'signedIn') return (line.stepUp && scope !== 'desk') || (line.desk && scope === 'device') ? 403 : 'done'
  if (line.owner === asker.name && subject !== 'otherBoard') return 'done'
  const who = subject === 'chair' ? [...line.may, ...(line.straightToChair ?? [])] : line.may
  const may = who.some((role) => asker.roles.includes(role)) && (scope === 'desk' || !line.desk) && (scope === 'desk' || !line.stepUp)
  // Who may only where it came straight to him is let in to look, and finds nothing.
  const looks = (scope === 'desk' || !line.desk) && (line.straightToChair ?? []).some((role) => asker.roles.includes(role)) && !sees(asker, subject)
  if (!may) return line.hidden || looks ? 404 : 403
  if (line.on === 'board') return subject === 'otherBoard' ? 403 : 'done'
  if (line.door) return subject === 'visible' || subject === 'chair' ? 'done' : 404
  return sees(asker, subject) || !fenced(line) ? 'done' : 404
}

const fenced = ({ on }: Line) => on === 'incident' || on === 'report'

/** The fence, once more and in other words. */
function sees({ seats }: Asker, subject: Subject): boolean {
  const audience = { visible: ['dpo', 'handler', 'chair', 'headOfIct'], chair: ['chair', 'headOfIct'], otherBoard: [], recused: [] }[subject]
  return audience.some((seat) => seats.includes(seat)) || (subject === 'visible' && seats.includes('adviser'))
}

async function slipsOf(name: string, line: Line, cells: { cell: Cell; wanted: number | 'done' }[]): Promise<string[]> {
  const slips: string[] = []
  for (const { cell, wanted } of cells) {
    const answer = await ask(name, line, cell)
    const holds = wanted === 'done' ? [200, 201, 202, 204, ...(line.also ?? [])].includes(answer.status) : answer.status === wanted
    const why = holds || answer.ok ? '' : await answer.text()
    if (!why) await answer.body?.cancel()
    if (!holds) slips.push(`${cell.asker?.name ?? 'nobody'}, ${cell.scope}, ${cell.subject}: ${answer.status} instead of ${wanted} ${why.slice(0, 200)}`)
  }
  return slips
}

let asked = 0
async function ask(name: string, line: Line, { asker, scope, subject }: Cell, at: 'production' | 'demo' = 'production'): Promise<Response> {
  const [method, path] = name.split(' ') as [string, string]
  const { query, body, headers } = line.send?.(o, o.ids[subject]) ?? {}
  const cookie =
    !asker || scope === 'none'
      ? undefined
      : line.ends
        ? await o.freshCookie(asker.name, scope === 'device' ? 'device' : 'desk')
        : o.cookies.get(`${asker.name} ${scope}`)
  const raw = body instanceof Uint8Array
  const init = {
    method: method.toUpperCase(),
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
      // Each from a network of its own: this is about who may, not about how often.
      ...(at === 'demo' ? local.headers : { 'x-forwarded-for': `10.${asked >> 8}.${asked & 255}.1` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
  } as RequestInit
  asked++
  const url = `${isOutside(path) ? '' : '/api/v1'}${filled(path, method, line, subject)}${query ? `?${query}` : ''}`
  return at === 'demo' ? o.demo.request(`http://localhost${url}`, init) : o.request(url, init)
}

/** The path with the ids of what it is about; a photo that is added and a report that is written are new each time. */
function filled(path: string, method: string, line: Line, subject: Subject): string {
  const { organisationId, incidentId, reportId, photoId } = o.ids[subject]
  const ids: Record<string, string> = {
    organisationId,
    incidentId,
    reportId: line.on === 'handedIn' ? o.handedInId : line.on === 'report' ? reportId : v7(),
    attachmentId: method === 'get' ? photoId : v7(),
    id: o.deviceId,
    field: 'summary',
  }
  return path.replace(/\{(\w+)\}/g, (_, id: string) => ids[id] ?? v7())
}

describe('what one may not see', () => {
  const fencedLines = Object.entries(matrix).filter(([, line]) => fenced(line) && line.may.includes('handler') && !line.door)
  it.each(fencedLines)('is answered as what never was, to the letter: %s', async (name, line) => {
    const handler = askers.find((asker) => asker.name === 'handler')!
    const never = { organisationId: v7(), incidentId: v7(), reportId: v7(), photoId: v7() }
    const answers = []
    for (const subject of ['recused', 'otherBoard', 'chair'] as const)
      answers.push(await refusal(await ask(name, line, { asker: handler, scope: 'desk', subject })))
    const kept = o.ids.chair
    o.ids.chair = never
    answers.push(await refusal(await ask(name, line, { asker: handler, scope: 'desk', subject: 'chair' })))
    o.ids.chair = kept
    expect(new Set(answers).size).toBe(1)
  })

  const refusal = async (answer: Response) => {
    const { requestId, ...said } = (await answer.json()) as Record<string, unknown>
    expect(requestId).toBeTypeOf('string')
    return JSON.stringify([answer.status, [...answer.headers].filter(([name]) => name !== 'server-now'), said])
  }
})

describe('what is listed', () => {
  const listed = async (asker: Asker, path: string) => {
    const answer = await o.request(path, { headers: { cookie: o.cookies.get(`${asker.name} desk`)! } })
    if (answer.status !== 200) return []
    const { items } = (await answer.json()) as { items: { id?: string; incidentId?: string }[] }
    const ids = items.map((item) => item.incidentId ?? item.id)
    return subjects.filter((subject) => ids.includes(o.ids[subject].incidentId))
  }
  it.each(['/api/v1/incidents', '/api/v1/alarms'])('shows no incident on the other side of the fence: %s', async (path) => {
    const ladder = await o.sql<{ n: number }>('select count(*)::int as n from alarm')
    expect(ladder[0]!.n).toBeGreaterThan(0)
    for (const asker of askers) {
      const shown = await listed(asker, path)
      expect({ asker: asker.name, behind: shown.filter((subject) => !sees(asker, subject)) }).toEqual({ asker: asker.name, behind: [] })
    }
    expect(
      await listed(
        askers.find((asker) => asker.name === 'chair')!,
        '/api/v1/incidents',
      ),
    ).toEqual(['visible', 'chair'])
  })
})
