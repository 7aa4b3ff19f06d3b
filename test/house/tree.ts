import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'

/** A file of the project as the rules see it: where it stands and what it says. */
export type Source = { path: string; text: string }
export type Slip = string

export const root = join(import.meta.dirname, '../..')
const rooms = ['shared', 'api', 'web', 'test']

const read = (patterns: string[]): Source[] =>
  globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

export const code = (): Source[] => read([...rooms.map((room) => `${room}/**/*.{ts,vue}`), '*.config.ts', '*.config.js'])
export const files = (...patterns: string[]): Source[] => read(patterns)

const tags = /<script[^>]*>([\s\S]*?)<\/script>/g

/** The script of a component with its lines where they were, so that a slip names the right one. */
function scriptOf(vue: string): string {
  const kept = [...vue.matchAll(tags)].map((m) => ({ from: m.index + m[0].indexOf('>') + 1, length: (m[1] ?? '').length }))
  return vue.replace(/[^\n]/g, (char, at: number) => (kept.some((k) => at >= k.from && at < k.from + k.length) ? char : ' '))
}

const parsed = new WeakMap<Source, ts.SourceFile>()

export function treeOf(source: Source): ts.SourceFile {
  const known = parsed.get(source)
  if (known) return known
  const text = source.path.endsWith('.vue') ? scriptOf(source.text) : source.text
  const made = ts.createSourceFile(source.path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  parsed.set(source, made)
  return made
}

export function lineOf(node: ts.Node): number {
  const file = node.getSourceFile()
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
}

/** Every node below this one, itself included. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  node.forEachChild((child) => void children.push(child))
  for (const child of children) yield* nodesOf(child)
}

export type Import = { from: string; to: string; isPackage: boolean; typeOnly: boolean; line: number }

/** What a file imports or re-exports; `to` is a path from the project's top for a relative import, else the package as written. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = []
  for (const node of nodesOf(treeOf(source))) {
    const specifier = specifierOf(node)
    if (specifier === undefined) continue
    const isPackage = !specifier.startsWith('.')
    const to = !isPackage ? posix.normalize(posix.join(dirname(source.path), specifier)) : specifier
    found.push({ from: source.path, to, isPackage, typeOnly: isTypeOnly(node), line: lineOf(node) })
  }
  return found
}

function specifierOf(node: ts.Node): string | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
    return node.moduleSpecifier.text
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) return node.argument.literal.text
  const [first] = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : []
  return first && ts.isStringLiteralLike(first) ? first.text : undefined
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
}

/** `save` of `store.save(x)` and of `save(x)`. */
export function calledName(call: ts.CallExpression): string {
  if (ts.isIdentifier(call.expression)) return call.expression.text
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : ''
}
