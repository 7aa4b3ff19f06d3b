import ts from 'typescript'
import { expect, it } from 'vitest'
import { calledName, code, lineOf, nodesOf, treeOf, type Slip, type Source } from './tree.ts'

const noSubject = ['db', 'events', 'http', 'demo']
/** A call that changes rows, by the first word of its name: so verbs and stores must be named for what they do. */
const changes =
  /^(save|insert|update|upsert|delete|drop|remove|add|set|mark|claim|next|take|store|write|put|move|replace|supersede|grant|withdraw|stop|start|close)[A-Z]/
const notRows = /^(set(Timeout|Interval|Immediate)|setHeader|addEventListener|removeEventListener|takeWhile|replaceAll)$/
const rowMethods = /^(insert|update|delete)$/

/** What somebody learns stands in no log: these change rows and append nothing, all in api/training (docs/decisions/0027). They ask first like any other. */
const unlogged: readonly string[] = ['recordAnswers', 'changeMyTraining', 'eraseMyTraining', 'issueCertificate']
const isUnlogged = (path: string, { name }: Verb) => path.startsWith('api/training/') && unlogged.includes(name)

type Verb = { name: string; body: ts.Node; line: number; local: ReadonlyMap<string, ts.Node>; appenders: ReadonlySet<string> }

/** The verbs of a file: exported functions whose parameters begin with `deps, actor`. */
function verbsOf(source: Source, appenders: ReadonlySet<string> = new Set()): Verb[] {
  const folder = source.path.split('/')[1] ?? ''
  const isVerbFile =
    /^api\/[^/]+\/[^/]+\.ts$/.test(source.path) &&
    !noSubject.includes(folder) &&
    !/(^|[/-])(store|routes|jobs)\.ts$|\/record(?!-answers)[^/]*\.ts$/.test(source.path)
  if (!isVerbFile) return []
  const local = localFunctions(source)
  return treeOf(source).statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || !statement.body) return []
    const [deps, actor] = statement.parameters.map((p) => p.name.getText())
    const exported = statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
    return exported && deps === 'deps' && /^actors?$/.test(actor ?? '')
      ? [{ name: statement.name?.text ?? '', body: statement.body, line: lineOf(statement), local, appenders }]
      : []
  })
}

/** The other functions of the same file: what they do, the verb does. */
function localFunctions(source: Source): Map<string, ts.Node> {
  const found = new Map<string, ts.Node>()
  for (const statement of treeOf(source).statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) found.set(statement.name.text, statement.body)
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations)
      if (initializer && ts.isArrowFunction(initializer)) found.set(name.getText(), initializer.body)
  }
  return found
}

const callsIn = (body: ts.Node) => [...nodesOf(body)].filter(ts.isCallExpression)

/** `tx.sql.insert(…)` changes rows, `new Set().delete(…)` does not. */
function isChange(call: ts.CallExpression): boolean {
  const name = calledName(call)
  if (!ts.isPropertyAccessExpression(call.expression)) return changes.test(name) && !notRows.test(name)
  return rowMethods.test(name) && /(^|\.)sql$/.test(call.expression.expression.getText())
}

/** True of this call, or of one in the function of the same file that it calls. */
function means(call: ts.CallExpression, verb: Verb, is: (call: ts.CallExpression) => boolean, seen: readonly string[] = []): boolean {
  if (is(call)) return true
  const name = calledName(call)
  const body = seen.includes(name) ? undefined : verb.local.get(name)
  return body !== undefined && callsIn(body).some((inner) => means(inner, verb, is, [...seen, name]))
}
const isAllow = (call: ts.CallExpression) => /^allow(In)?$/.test(calledName(call))
const isAppend = (verb: Verb) => (call: ts.CallExpression) => calledName(call) === 'append' || verb.appenders.has(calledName(call))

/** `recordDeviceEvent()` and its like: functions of a file of their own that append the same event in several boards. */
function appendersOf(sources: readonly Source[]): Set<string> {
  const record = sources.filter((s) => /^api\/[^/]+\/record[^/]*\.ts$/.test(s.path)).flatMap((s) => [...localFunctions(s)])
  return new Set(
    record.filter(([name, body]) => name.startsWith('record') && callsIn(body).some((call) => calledName(call) === 'append')).map(([name]) => name),
  )
}

/** The statement that holds the call, in the list it stands in. */
function placeOf(node: ts.Node): { list: readonly ts.Statement[]; at: number; block: ts.Node } | undefined {
  let child = node
  while (!ts.isBlock(child.parent)) {
    if (ts.isSourceFile(child.parent) || ts.isArrowFunction(child.parent)) return undefined
    child = child.parent
  }
  return { list: child.parent.statements, at: child.parent.statements.indexOf(child as ts.Statement), block: child.parent }
}

const waits = (node: ts.Node) => [...nodesOf(node)].some((n) => ts.isAwaitExpression(n) || (ts.isCallExpression(n) && isChange(n)))

/** Nothing but the answer, already at hand, may follow an append; and it stands at the end of the transaction's function, not in a branch of it. */
function endsTransaction(call: ts.CallExpression): boolean {
  const place = placeOf(call)
  if (!place) return true
  const after = place.list.slice(place.at + 1)
  const isBodyOfFunction = ts.isFunctionLike(place.block.parent)
  const isWholeStatement = ts.isExpressionStatement(place.list[place.at]!) || ts.isReturnStatement(place.list[place.at]!)
  return isBodyOfFunction && isWholeStatement && after.every((statement) => ts.isReturnStatement(statement) && !waits(statement))
}

function slipsOf(path: string, verb: Verb): Slip[] {
  const at = `${path}:${verb.line} ${verb.name}`
  const calls = callsIn(verb.body)
  const appends = calls.filter(isAppend(verb))
  const changing = calls.filter((call) => means(call, verb, (c) => isChange(c) || isAppend(verb)(c))).toSorted((a, b) => endOfName(a) - endOfName(b))
  const [first] = changing
  if (!first) return []
  const appended = calls.some((call) => means(call, verb, isAppend(verb)))
  if (isUnlogged(path, verb) && appended) return [`${at} is unlogged on purpose and appends`]
  if (!appended && !isUnlogged(path, verb)) return [`${at} changes rows (${calledName(first)}) and appends no event`]
  const allowed = calls.find((call) => means(call, verb, isAllow))
  if (!allowed) return [`${at} never calls allow()`]
  const early = changing.find((call) => endOfName(call) < endOfName(allowed))
  if (early) return [`${at} calls ${calledName(early)}() before allow()`]
  return appends
    .filter((call) => !endsTransaction(call))
    .map((call) => `${path}:${lineOf(call)} ${verb.name}: append() is not the last line of its transaction`)
}

/** Where the call itself stands; the whole of `a().b()` begins with `a`. */
const endOfName = (call: ts.CallExpression) => call.expression.end

export function verbSlips(sources: readonly Source[]): Slip[] {
  const appenders = appendersOf(sources)
  return sources.flatMap((source) => verbsOf(source, appenders).flatMap((verb) => slipsOf(source.path, verb)))
}

const verb = (body: string, path = 'api/incident/close-incident.ts') => ({
  path,
  text: `export async function closeIncident(deps: Deps, actor: Actor, input: Input) {\n${body}\n}`,
})
const good = `return deps.db.inBoard(actor, async (tx) => {
  allow(actor, 'incident.close')
  await saveState(tx, 'closed')
  await append(deps, tx, actor, { type: 'incident.closed' })
  return { ok: true }
})`

it('lets a verb pass that asks first and appends last', () => {
  expect(verbSlips([verb(good)])).toEqual([])
})

it('takes a record function that appends for an append', () => {
  const record = { path: 'api/alert/record-device-event.ts', text: 'export async function recordDeviceEvent(deps) {\n  await append(deps)\n}' }
  const noRecord = { ...record, text: 'export async function recordDeviceEvent(deps) {\n  deps.log.info()\n}' }
  const body = good.replace('await append', 'await recordDeviceEvent')
  expect(verbSlips([verb(body), record])).toEqual([])
  expect(verbSlips([verb(body), noRecord])).toHaveLength(1)
})

it.each([
  ['never asks', good.replace("allow(actor, 'incident.close')", '')],
  ['asks after it changed something', good.replace("allow(actor, 'incident.close')", '').replace('await append', "allow(actor, 'x')\n  await append")],
  ['changes rows by hand before it asks', `await tx.sql.update(incident).set({})\n${good}`],
  ['changes something after it appended', good.replace('return { ok: true }', "await markRead(tx, 'x')")],
  ['waits for something after it appended', good.replace('return { ok: true }', 'return await readIncident(tx)')],
  ['appends only in some cases', good.replace('await append', 'if (input.loud) await append')],
  ['changes something in a function of its own before it asks', `await prepare(tx)\n${good}\n}\nasync function prepare(tx) {\n  await saveState(tx)`],
  ['changes rows and tells nobody', good.replace(/await append.*\n/, '')],
])('finds a verb that %s', (_, body) => {
  expect(verbSlips([verb(body)])).toHaveLength(1)
})

const learning = (body: string, path: string, name: string) => ({ ...verb(body, path), text: verb(body).text.replace('closeIncident', name) })

it('lets what somebody learns out of the log, under its name and in its place, once it asked', () => {
  const body = good.replace(/await append.*\n/, '')
  const slips = (text: string, path: string, name: string) => verbSlips([learning(text, path, name)])
  expect(slips(body, 'api/training/record-answers.ts', 'recordAnswers')).toEqual([])
  expect(slips(body, 'api/training/record-answers.ts', 'recordFigures')).toHaveLength(1)
  expect(slips(body, 'api/incident/record-answers.ts', 'recordAnswers')).toHaveLength(1)
  expect(slips(body, 'api/incident/change.ts', 'changeMyTraining')).toHaveLength(1)
  expect(slips(body.replace("allow(actor, 'incident.close')", ''), 'api/training/change.ts', 'changeMyTraining')).toHaveLength(1)
  expect(slips(good, 'api/training/change.ts', 'changeMyTraining')).toHaveLength(1)
})

it('knows the verbs that are there', () => {
  const found = code()
    .flatMap((source) => verbsOf(source))
    .map((v) => v.name)
  expect(found).toEqual(expect.arrayContaining(['reportIncident', 'acknowledgeIncident', 'addAttachment', 'sendMessage', 'recordAnswers']))
})

it('asks first and appends last in every verb', () => {
  expect(verbSlips(code())).toEqual([])
})
