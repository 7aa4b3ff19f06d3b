import { signIn } from './chromium.ts'
import type { liveOffice } from './live-office.ts'
import { lostStick } from './office.ts'
import type { Show } from './screens.ts'
import { v7 } from 'uuid'
import { days, plus } from '../../shared/instant.ts'
import { demoBoard } from '../../api/demo/board.ts'

/** Two files that were closed: one of which somebody said how long it stays and put it on hold, one of which nobody did. */
export async function furnishYearly(o: Awaited<ReturnType<typeof liveOffice>>): Promise<string> {
  const [noor, dpo] = [await o.as('teacher'), await o.as('dpo')]
  const closed = async (description: string): Promise<string> => {
    const { incidentId } = await (await noor.put(`/reports/${v7()}`, lostStick(o.now(), { kind: 'wrongRecipient', description }))).json()
    await o.sql(`update incident set state = 'closed', closed_at = now() where id = $1`, [incidentId])
    return incidentId
  }
  const keptId = await closed('De nieuwsbrief ging naar een oude lijst met adressen.')
  await closed('Een brief over groep 6 lag bij de verkeerde ouders in de bus.')
  await dpo.post(`/incidents/${keptId}/retention`, { outcome: 'threeYearsReview' })
  await dpo.post(`/incidents/${keptId}/hold`, {
    until: plus(o.now(), days(200)),
    reason: 'Een ouder diende een klacht in. Tot die is behandeld blijft alles staan.',
  })
  await o.sql(`update organisation set created_at = now() - interval '13 months' where organisation_id = $1`, [demoBoard.organisationId])
  return keptId
}

export const yearlyScreens: Record<string, Show> = {
  'the calendar of the register': async (page, origin) => {
    await signIn(page, origin, 'dpo', '/register/agenda')
    await page.getByText(/^(Jaarverslag van de FG|Yearly report of the officer)$/).waitFor()
  },
}
