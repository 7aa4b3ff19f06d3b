import { createHash } from 'node:crypto'

/** What happens on the way, per request. `lost`: the server had it, the answer did not arrive. */
export type Fault = 'none' | 'down' | 'lost' | 'portal' | 'portal401' | 'trouble' | 'busy' | 'wrongSha'

export interface FarEnd {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  /** whose session the cookie opens; null: nobody's */
  session: string | null
  fault: (path: string, method: string) => Fault
  reports: Map<string, { owner: string; sha256: string; bodies: string[]; state: string }>
  attachments: Map<string, string>
  messages: Map<string, { reportId: string; body: string }>
  erased: Set<string>
  requests: string[]
  /** what GET /reports and GET /reports/{id} answer */
  told: Map<string, Record<string, unknown>>
  now: () => number
  refuse: Map<string, { status: number; code: string }>
  /** the code of the school, as it is sent */
  schoolCode: string
  /** of another board, where nobody who signs in here belongs */
  otherCode: string
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The other side of the network, as the API's contract describes it, with everything that goes wrong on the way. */
export function makeFarEnd(now: () => number): FarEnd {
  const end: FarEnd = {
    session: 'anna',
    now,
    fault: () => 'none',
    fetch: async () => new Response(),
    reports: new Map(),
    attachments: new Map(),
    messages: new Map(),
    erased: new Set(),
    requests: [],
    told: new Map(),
    refuse: new Map(),
    schoolCode: 'ABCD1234',
    otherCode: 'R1ETR1ET',
  }
  end.fetch = async (path, init) => {
    const method = init.method ?? 'GET'
    end.requests.push(`${method} ${path}`)
    const fault = end.fault(path, method)
    if (fault === 'down') throw new TypeError('Failed to fetch')
    if (fault === 'portal') return new Response('<h1>Welkom op WiFi in de trein</h1>', { status: 200, headers: { 'content-type': 'text/html' } })
    if (fault === 'portal401') return new Response('<h1>Log in</h1>', { status: 401, headers: { 'content-type': 'text/html' } })
    if (fault === 'trouble') return problem(end, 503, 'server.unavailable')
    if (fault === 'busy') return problem(end, 429, 'request.tooMany', { 'retry-after': '60' })
    const body = new Uint8Array(init.body ? await new Response(init.body).arrayBuffer() : [])
    const withCode = path.startsWith('/api/v1/hand-in/')
    const answer = withCode ? handIn(end, path, new Headers(init.headers).get('seintje-school-code'), body) : await serve(end, path, method, body)
    if (fault === 'lost') throw new TypeError('network connection was lost')
    if (fault === 'wrongSha' && answer.ok) return json(end, 200, { ...(await answer.json()), sha256: 'f'.repeat(64) })
    return answer
  }
  return end
}

const headers = (end: FarEnd, type: string) => ({ 'content-type': type, 'server-now': new Date(end.now()).toISOString() })
const json = (end: FarEnd, status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: headers(end, 'application/json') })
const problem = (end: FarEnd, status: number, code: string, more = {}) =>
  new Response(JSON.stringify({ status, code }), { status, headers: { ...headers(end, 'application/problem+json'), ...more } })

async function serve(end: FarEnd, path: string, method: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  const [, , , first = '', id = '', part = '', partId = ''] = path.split('/')
  const refusal = end.refuse.get(partId || id || first)
  if (end.session === null) return problem(end, 401, 'session.none')
  if (refusal && first === 'session') return problem(end, refusal.status, refusal.code)
  if (first === 'session') return json(end, 200, { identityId: end.session })
  if (method === 'GET' && id === '') return json(end, 200, { items: [...end.told.values()] })
  if (method === 'GET') return end.told.has(id) ? json(end, 200, end.told.get(id)) : problem(end, 404, 'report.notFound')
  if (id === 'reconcile') return reconcile(end, JSON.parse(new TextDecoder().decode(body)).ids)
  if (refusal && (method === 'PUT' || method === 'POST')) return problem(end, refusal.status, refusal.code)
  if (end.erased.has(id)) return problem(end, 410, 'report.erased')
  if (part === '') return putReport(end, id, body)
  if (end.reports.get(id)?.owner !== end.session) return problem(end, 404, 'report.notFound')
  const receivedAt = new Date(end.now()).toISOString()
  if (part === 'attachments') {
    end.attachments.set(partId, sha(body))
    return json(end, 201, { id: partId, sha256: sha(body), receivedAt })
  }
  const message = JSON.parse(new TextDecoder().decode(body))
  end.messages.set(message.id, { reportId: id, body: new TextDecoder().decode(body) })
  return json(end, 201, { id: message.id, text: message.text, receivedAt })
}

/** Whose a report is that came in with the school's code, until its writer signs in. */
const nobody = ''
const nobodyElsewhere = 'of the other board'

function handIn(end: FarEnd, path: string, code: string | null, body: Uint8Array<ArrayBuffer>): Response {
  const [, , , , what = '', id = '', part = '', partId = ''] = path.split('/')
  const contacts = { dpo: { name: 'Frits Fictief', phone: '085 555 01 11' } }
  if (what === 'check' && JSON.parse(new TextDecoder().decode(body)).code === end.schoolCode)
    return json(end, 200, { organisationId: 'board', boardName: 'Stichting De Waterlelie', contacts })
  if (code !== end.schoolCode && code !== end.otherCode) return problem(end, 403, 'handIn.codeWrong')
  const owner = code === end.schoolCode ? nobody : nobodyElsewhere
  const refusal = end.refuse.get(partId || id)
  if (refusal) return problem(end, refusal.status, refusal.code)
  if (end.erased.has(id)) return problem(end, 410, 'report.erased')
  if (part === '') return putReport(end, id, body, owner)
  if (end.reports.get(id)?.owner !== owner) return problem(end, 404, 'report.notFound')
  end.attachments.set(partId, sha(body))
  return json(end, 201, { id: partId, sha256: sha(body), receivedAt: new Date(end.now()).toISOString() })
}

function putReport(end: FarEnd, id: string, body: Uint8Array, owner = end.session ?? nobody): Response {
  const sha256 = sha(body)
  const known = end.reports.get(id)
  const adopted = known?.owner === nobody
  if (known && (known.sha256 !== sha256 || (known.owner !== owner && !adopted))) return problem(end, 409, 'report.idTaken')
  const report = known ?? { owner, sha256, bodies: [], state: 'received' }
  if (adopted) report.owner = owner
  report.bodies.push(new TextDecoder().decode(body))
  end.reports.set(id, report)
  const at = new Date(end.now()).toISOString()
  return json(end, known ? 200 : 201, { id, sha256, number: '2026-014', receivedAt: at, incidentId: id, awareAt: at, deadlineAt: at, state: report.state })
}

function reconcile(end: FarEnd, ids: string[]): Response {
  const mine = ids.filter((id) => end.reports.get(id)?.owner === end.session)
  const gone = ids.filter((id) => end.erased.has(id))
  const states = Object.fromEntries(mine.map((id) => [id, end.reports.get(id)?.state]))
  return json(end, 200, { gone, missing: ids.filter((id) => !mine.includes(id) && !gone.includes(id)), states })
}
