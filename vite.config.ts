import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { appManifests } from './web/build/app-manifest.ts'
import { budgets } from './web/build/budgets.ts'
import { later } from './web/build/later.ts'
import { prerender } from './web/build/prerender.ts'
import { precompress } from './web/build/precompress.ts'
import { workerOutbox } from './web/build/worker-outbox.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const apiUrl = process.env.API_URL ?? 'http://127.0.0.1:8080'
const testing = process.env.VITEST !== undefined

const training = later()

const worker = () =>
  VitePWA({
    strategies: 'injectManifest',
    srcDir: 'sw',
    filename: 'sw.ts',
    registerType: 'prompt',
    injectRegister: false,
    // Two of them, one per language: appManifests() writes them.
    manifest: false,
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: ['**/*.{html,js,css,woff2,svg,png}'],
      manifestTransforms: [training.transform],
      // What a shop window shows and what takes the worker away are no part of the app; and what does nothing without the office is not kept for the day it is away.
      globIgnores: [
        '**/sw*.js',
        'screenshots/**',
        'start.html',
        ...[
          'Log',
          'Ladder',
          'BoardKeys',
          'BoardChoices',
          'Certificate',
          'Figures',
          'TrainingBoard',
          'NamedLists',
          'Register',
          'RegisterAgenda',
          'Question',
          'Question',
          'Processors',
          'Measures',
        ].map((name) => `assets/${name}Screen-*`),
        'assets/{Facts,Judgement,Authority,People,Others,Register}Step-*',
        'assets/{certificate,closing,decision,event,facts,figures,ladder,letter,log,notice,others,processors,question,register,team,trainingboard,verdict,worksheet,yearly}-*',
        'assets/Training{Door,Leave}-*',
        'assets/{Register,useRegister,useEntry}*',
        'assets/ImportDialog-*',
        'assets/DossierTeam-*',
      ],
    },
  })

/** As `npm start` does; each test file is a process that loads the office again. */
const quickStart = ['--import', at('api/quick-start.js')]

/** The API's tests run twice: on the embedded store and on a real PostgreSQL server. */
const apiTests = (engine: 'embedded' | 'postgres'): TestProjectInlineConfiguration => ({
  test: {
    name: `api-${engine}`,
    include: ['test/api/**/*.test.ts'],
    // What is asked of the door is answered before any store is, and a role is asked before any row: once is enough. The fences of the store itself are held on both.
    exclude: engine === 'postgres' ? ['test/api/http/{hostile-*,matrix}.test.ts'] : [],
    env: { SEINTJE_TEST_ENGINE: engine },
    globalSetup: engine === 'postgres' ? [at('test/support/postgres-server.ts')] : [],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    execArgv: quickStart,
    // Their offices are made anew, what a module remembers hangs on them: a process per file was two thirds of the work.
    isolate: false,
  },
})

const projects: TestProjectInlineConfiguration[] = [
  { test: { name: 'shared', include: ['test/shared/**/*.test.ts'], isolate: false } },
  { test: { name: 'house', include: ['test/house/**/*.test.ts'], testTimeout: 60_000, isolate: false } },
  { plugins: [vue()], test: { name: 'web', include: ['test/web/**/*.test.ts'], environment: 'happy-dom', testTimeout: 15_000 } },
  apiTests('embedded'),
  apiTests('postgres'),
  { test: { name: 'journey', include: ['test/journey/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, execArgv: quickStart } },
  {
    test: {
      name: 'browser',
      include: ['test/browser/**/*.test.ts'],
      maxConcurrency: 2,
      // Two tests in each file at a time: a browser waits more than it works. It may miss a moment once; what fails twice is broken.
      retry: 1,
      testTimeout: 90_000,
      hookTimeout: 180_000,
      expect: { poll: { timeout: 15_000 } },
      execArgv: quickStart,
    },
  },
]

/**
 * The first screen in one piece, the form in a second, and in a third the store that keeps what is typed: those two come after
 * the first paint, so a tap on "Meld een incident" waits for nothing, and the form never waits for the store. In forty small
 * pieces the same code is 8 KB gz more, and each a round trip on a bad line.
 */
const reporting = /\/web\/incident\/(Report|report-|draft-|photo|CheckGroup|CallContacts)/
const store =
  /\/web\/offline\/(?!claims|repair|messages|more-|pull|told-|reconcile|send-at-once|keep-sent|shared-device|device|reseal|storage-status|take-off|hand-in)|\/dexie\//
const codeSplitting = {
  groups: [
    { name: 'start', tags: ['$initial' as const], priority: 3 },
    { name: 'reporting', test: reporting, priority: 2 },
    { name: 'store', test: store, priority: 1 },
  ],
}

/** Dexie's modern build is the smaller one; its own entry point serves browsers that cannot run the rest of this app. */
const alias = [{ find: /^dexie$/, replacement: at('node_modules/dexie/dist/modern/dexie.mjs') }]

export default defineConfig({
  root: testing ? at('.') : at('web'),
  plugins: testing ? [] : [vue(), tailwindcss(), appManifests(), training.plugin, workerOutbox(), prerender(() => [vue()]), worker(), budgets(), precompress()],
  resolve: { alias: testing ? [] : alias },
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: {
    outDir: at('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Names of files do not compress: only the two large pieces are fetched ahead of what asks for them.
    modulePreload: { polyfill: false, resolveDependencies: (_, files) => files.filter((file) => /\/(reporting|store)-/.test(file)) },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Reading a property changes nothing here: without this promise half a kilobyte of every library stays.
    rolldownOptions: { output: { codeSplitting }, treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false } },
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': apiUrl, '/healthz': apiUrl } },
  test: { projects, maxWorkers: 2 },
})
