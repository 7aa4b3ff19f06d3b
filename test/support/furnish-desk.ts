import { v7 } from 'uuid'
import { demoBoard } from '../../api/demo/board.ts'
import { hours, plus } from '../../shared/instant.ts'
import { said, withSchoolCode } from './hand-in.ts'
import type { liveOffice } from './live-office.ts'
import { lostStick } from './office.ts'

/** A desk with something on it: on time, in haste, late, discreet, with a question and its answer. */
export async function furnishDesk(o: Awaited<ReturnType<typeof liveOffice>>) {
  const [noor, dpo] = [await o.as('teacher'), await o.as('dpo')]
  await dpo.put(`/boards/${demoBoard.organisationId}/settings`, { search: true })
  const report = async (changes: Record<string, unknown>, ago: number) => {
    const discoveredAt = plus(o.now(), -hours(ago))
    const id = v7()
    const answer = await noor.put(`/reports/${id}`, lostStick(o.now(), { discoveredAt, discoveredBasis: 'picked', ...changes }), { 'device-now': o.now() })
    return { id, incidentId: (await answer.json()).incidentId as string }
  }
  const school = (n: number) => `01900000-0000-7000-8000-00000000001${n}`
  const stick = await report(
    {
      schoolId: school(1),
      callBackNumber: '085 555 01 10',
      stillGoingOn: 'no',
      dataCategories: ['results', 'name'],
      peopleCount: 'class',
      alreadyDone: ['callLostProperty'],
    },
    20,
  )
  const late = await report(
    { kind: 'accountCompromised', schoolId: school(2), description: 'Ik kan niet meer in mijn mail en er gaan mails uit die ik niet schreef.' },
    75,
  )
  await report({ kind: 'wrongRecipient', schoolId: school(3), description: 'Nieuwsbrief met alle adressen zichtbaar verstuurd aan ouders van groep 5.' }, 1)
  await report(
    { kind: 'paperLost', description: 'De kast met dossiers stond open tijdens de open dag.', discoveredBasis: 'unknown', discoveredAt: undefined },
    0,
  )
  await dpo.post(`/reports/${stick.id}/messages`, { id: v7(), text: 'Stond er een wachtwoord op de stick?' })
  await noor.post(`/reports/${stick.id}/messages`, { id: v7(), text: 'Nee, helaas niet.' })
  await dpo.post(`/reports/${stick.id}/messages`, { id: v7(), text: 'Weet je om hoeveel leerlingen het gaat?' })
  await dpo.put(`/incidents/${stick.incidentId}/aware-at`, { awareAt: plus(o.now(), -hours(19)), reason: 'De melder zag het pas op school.' })
  const handIn = async (changes: Record<string, unknown>, confirm: boolean) => {
    const [id, body] = [v7(), JSON.stringify(lostStick(o.now(), { kind: 'paperLost', ...changes }))]
    const { incidentId } = await said(await withSchoolCode(o).report(id, body))
    if (confirm) await noor.put(`/reports/${id}`, body)
    return String(incidentId)
  }
  const handedInId = await handIn({ description: 'De map met zorgplannen lag in de hal.', writtenBy: 'Meester Teun', callBackNumber: '085 555 01 42' }, false)
  const confirmedId = await handIn({ description: 'Een lijst met namen hing op het raam.', writtenBy: 'Juf N. uit groep 8' }, true)
  const toChair = await report(
    {
      kind: 'unauthorisedView',
      addressee: 'chair',
      notTo: ['headOfIct'],
      description: 'Iemand met veel rechten keek in het personeelsdossier van een collega.',
    },
    3,
  )
  await (await o.as('handler')).post(`/incidents/${toChair.incidentId}/break-glass`, { reason: 'De voorzitter is op reis en neemt niet op.' })
  const old = await report({ kind: 'unauthorisedView', schoolId: school(1), description: 'Een scherm stond open in de gang.' }, 60)
  await o.sql(`update incident set state = 'closed', closed_at = now() where id = $1`, [old.incidentId])
  await dpo.post(`/incidents/${old.incidentId}/erasure`, { reason: 'De bewaartijd is voorbij.' })
  return {
    report,
    toChairId: toChair.incidentId,
    erasedId: old.incidentId,
    incidentId: stick.incidentId,
    discreetId: late.incidentId,
    reportId: stick.id,
    handedInId,
    confirmedId,
  }
}
