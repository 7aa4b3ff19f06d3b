import { enableCompileCache, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/*
 * `node --import ./api/quick-start.js api/main.ts`: the same server, sooner and smaller. Plain JavaScript, because it runs
 * before anything strips types. Without it all works; docs/numbers.md says what it saves.
 *
 * Node reads the whole package.json (180 KB) again for every file of drizzle-orm it loads: 200 MB of garbage at start. The
 * package is ESM throughout, so its own relative imports need no look at it. Stripped and compiled code is kept for next time.
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/seintje-code', import.meta.url)))

registerHooks({
  resolve(specifier, context, next) {
    const withinDrizzle = specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.includes('/node_modules/drizzle-orm/')
    if (!withinDrizzle) return next(specifier, context)
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
  },
})
