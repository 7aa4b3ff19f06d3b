import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { findBrowser, installBrowsers, type BrowserName } from './support/browsers.ts'

/** `npm test`: everything there is, in one go. The last line counts; nothing is skipped in silence. */
const root = join(import.meta.dirname, '..')
process.chdir(root)
const minutes = (n: number) => n * 60_000
const counts = { passed: 0, failed: 0, skipped: 0 }
const remarks: string[] = []

function run(args: readonly string[], limit: number, env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
    const timer = setTimeout(() => {
      remarks.push(`stopped after ${limit / 60_000} minutes: ${args.join(' ')}`)
      child.kill('SIGKILL')
    }, limit)
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code ?? 1)
    })
  })
}

/** A step that is not a test file counts as one test. */
async function step(name: string, ...args: string[]): Promise<boolean> {
  console.log(`\n── ${name}`)
  const from = performance.now()
  const good = (await run(args, minutes(5))) === 0
  if (good) counts.passed++
  else counts.failed++
  if (!good) remarks.push(`failed: ${name}`)
  console.log(`   ${name}: ${good ? 'good' : 'FAILED'} in ${((performance.now() - from) / 1000).toFixed(1)} s`)
  return good
}

type Outcome = { status: string; name: string; assertionResults: { status: string; fullName: string }[] }

function count(files: readonly Outcome[]): number {
  const before = counts.failed
  for (const file of files) {
    const of = (...states: string[]) => file.assertionResults.filter((r) => states.includes(r.status))
    counts.passed += of('passed').length
    const failed = of('failed')
    counts.failed += failed.length
    for (const test of failed) remarks.push(`failed: ${test.fullName} (${relative(root, file.name)})`)
    const skipped = of('pending', 'skipped', 'todo', 'disabled')
    counts.skipped += skipped.length
    for (const test of skipped) remarks.push(`skipped: ${test.fullName}`)
    if (file.status === 'failed' && failed.length === 0) {
      counts.failed++
      remarks.push(`could not run: ${file.name}`)
    }
  }
  return counts.failed - before
}

type Asked = { reporter?: 'default' | 'verbose'; env?: Record<string, string>; workers?: number }

async function vitest(name: string, projects: readonly string[], limit: number, { reporter = 'default', env = {}, workers = 2 }: Asked = {}): Promise<void> {
  console.log(`\n── ${name}`)
  const folder = mkdtempSync(join(tmpdir(), 'seintje-test-'))
  const report = join(folder, 'report.json')
  const chosen = projects.flatMap((project) => ['--project', project])
  const code = await run(
    ['node_modules/vitest/vitest.mjs', 'run', ...chosen, `--maxWorkers=${workers}`, `--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${report}`],
    limit,
    env,
  )
  let failed = 0
  try {
    failed = count((JSON.parse(readFileSync(report, 'utf8')) as { testResults: Outcome[] }).testResults)
  } catch {
    remarks.push(`${name}: no report, nothing is known of these tests`)
  }
  rmSync(folder, { recursive: true, force: true })
  if (code === 0 || failed > 0) return
  counts.failed++
  remarks.push(`failed outside a test: ${name} (exit ${code})`)
}

async function browsers(built: boolean): Promise<void> {
  const wanted: BrowserName[] = ['chromium', 'firefox']
  installBrowsers(wanted.filter((name) => !findBrowser(name)))
  const missing = wanted.filter((name) => !findBrowser(name))
  const files = globSync('test/browser/**/*.test.ts')
  if (missing.length > 0) remarks.push(`no ${missing.join(' and no ')} on this machine and none could be installed`)
  if (!built) remarks.push('the browser tests need the build, which failed')
  if (missing.length > 0 || !built) {
    counts.failed += files.length
    return
  }
  const env = { CHROMIUM: findBrowser('chromium') ?? '', FIREFOX: findBrowser('firefox') ?? '' }
  // Line by line: where a browser hangs, the last line says in which test.
  await vitest('in the browser', ['browser'], minutes(13), { reporter: 'verbose', env, workers: 2 })
}

/** Types take one core half a minute; the short checks and the build go on beside them. */
async function shortChecks(): Promise<boolean> {
  await step('lint', 'node_modules/oxlint/bin/oxlint')
  await step('lint of templates', 'node_modules/eslint/bin/eslint.js', 'web')
  await step('what nobody uses', 'node_modules/knip/bin/knip.js', '--no-progress')
  await step('format', 'node_modules/oxfmt/bin/oxfmt', '--check')
  return step('build and size budgets', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn')
}

const [built] = await Promise.all([shortChecks(), step('types', 'node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', '.')])
// Three at a time: what kills processes, or waits for a disk, leaves its core to the others.
await vitest('house, law book, office and desk', ['house', 'shared', 'web', 'api-embedded', 'api-postgres', 'journey'], minutes(12), { workers: 3 })
await browsers(built)

if (remarks.length > 0) console.log(`\n${remarks.join('\n')}`)
const clean = counts.failed === 0 && counts.skipped === 0
process.exitCode = clean ? 0 : 1
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
