import { defineConfig } from 'drizzle-kit'

/** For `drizzle-kit generate --config api/db/drizzle.config.ts`, run from the top folder. */
export default defineConfig({ dialect: 'postgresql', schema: 'api/db/schema.ts', out: 'api/db/migrations' })
