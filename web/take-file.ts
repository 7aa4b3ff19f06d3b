import { outcomeOf, type Outcome } from './api.ts'
import { withStepUp } from './step-up.ts'
import { saveFile } from './ui/save-file.ts'

/** Fetches a file and hands it to the browser to keep, once the key was shown where that is asked; a refusal comes as it came. */
export async function takeFile(ask: () => Promise<Response>, name: string): Promise<Outcome<true>> {
  const answer = await withStepUp(() => fetchFile(ask))
  if (answer.is !== 'ok') return answer
  saveFile(answer.value, name)
  return { is: 'ok', value: true }
}

async function fetchFile(ask: () => Promise<Response>): Promise<Outcome<Blob>> {
  const response = await ask().catch(() => null)
  if (!response) return { is: 'offline' }
  if (!response.ok) return outcomeOf<Blob>(Promise.resolve(response))
  return response.blob().then(
    (value) => ({ is: 'ok' as const, value }),
    () => ({ is: 'offline' as const }),
  )
}
