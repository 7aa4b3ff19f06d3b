import { join } from 'node:path'
import { build, type AliasOptions, type Plugin } from 'vite'

/** Builds `web/sw/drain.ts` into `sw-drain.js`: the outbox for the worker, in a script of its own that only Background Sync wakes. */
export function workerOutbox(): Plugin {
  let root = ''
  let outDir = ''
  let alias: AliasOptions = []
  return {
    name: 'seintje-worker-outbox',
    apply: 'build',
    configResolved: (config) => void ([root, outDir, alias] = [config.root, config.build.outDir, config.resolve.alias]),
    closeBundle: {
      order: 'pre',
      sequential: true,
      handler: async () => {
        await build({
          configFile: false,
          root,
          publicDir: false,
          logLevel: 'warn',
          resolve: { alias },
          build: {
            outDir,
            emptyOutDir: false,
            target: 'es2022',
            reportCompressedSize: false,
            // As a library: the page's way of loading pieces ahead wants a document.
            lib: { entry: join(root, 'sw/drain.ts'), formats: ['iife'], name: 'seintjeOutbox', fileName: () => 'sw-drain.js' },
          },
        })
      },
    },
  }
}
