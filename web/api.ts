import { hc } from 'hono/client'
import type { Api } from '../api/app.ts'
import { languageHeaders } from './outcome.ts'

export { outcomeOf, type Outcome } from './outcome.ts'

/** The API as it is typed at the other end. The only file that names api/, and of that the types only. */
export const api = hc<Api>('/api/v1', { headers: languageHeaders })
