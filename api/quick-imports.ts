import { registerHooks } from 'node:module'

/**
 * For `node --import ./api/quick-imports.ts api/main.ts`. Node parses drizzle-orm's large package.json anew for every file of it:
 * half a second and 150 MB of memory at each start, for an answer that is always "a module beside this one".
 */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('.') && context.parentURL?.includes('/node_modules/drizzle-orm/')
      ? { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
      : next(specifier, context),
})
