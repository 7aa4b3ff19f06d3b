import { hours, plus } from '../../shared/instant.ts'
import { furnishDecisions } from './decision-screens.ts'
import type { liveOffice } from './live-office.ts'

/** What may stop a clock and what runs beside it: terms and calls, a question that lies before the team, and a clock that stands still while the authority waits. */
export async function furnishTerms(
  o: Awaited<ReturnType<typeof liveOffice>>,
  report: (changes: Record<string, unknown>, ago: number) => Promise<{ incidentId: string }>,
) {
  const [dpo, chair] = [await o.as('dpo'), await o.as('chair')]
  const post = async (who: typeof dpo, path: string, body: unknown) => {
    const answer = await who.post(`/incidents/${path}`, body)
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  }
  const made = async (kind: string, description: string, ago: number) => {
    const { incidentId } = await report({ kind, description }, ago)
    await post(dpo, `${incidentId}/acknowledge`, {})
    return incidentId
  }
  const termsId = await made('wrongRecipient', 'Rapporten van groep 7 gingen naar de verkeerde ouders.', 40)
  await post(chair, `${termsId}/acknowledge`, {})
  await post(dpo, `${termsId}/deadlines`, { kind: 'promise', dueAt: plus(o.now(), hours(50)), note: 'Brief aan alle ouders van groep 7, met excuus.' })
  await post(dpo, `${termsId}/calls`, { role: 'headOfIct', reached: false })
  const proposedId = await made('paperLost', 'Een map met werkbladen lag een nacht in de gang.', 30)
  await furnishDecisions(o, proposedId)
  const filedId = await made('deviceLost', 'Een tablet van de plusklas is gestolen uit een auto.', 60)
  await post(dpo, `${filedId}/filed`, { filedAt: plus(o.now(), -hours(2)), number: 'AP-2026-0412' })
  await post(dpo, `${filedId}/deadlines`, {
    kind: 'authorityQuestion',
    dueAt: plus(o.now(), hours(3.2)),
    note: 'Hoeveel leerlingen, en was de tablet vergrendeld?',
  })
  return { termsId, proposedId, filedId }
}
