import { demoBoard } from '../../api/demo/board.ts'
import { defaultTraining } from '../../shared/training/training-settings.ts'
import type { OwnQuestionContent } from '../../shared/training/own-question.ts'
import type { liveOffice } from './live-office.ts'
import { ownContent } from './own-content.ts'

const { organisationId } = demoBoard

/** A board with choices of its own, a question that waits and one that goes round, a list that is open and one that was asked for. */
export async function furnishTraining(o: Awaited<ReturnType<typeof liveOffice>>): Promise<void> {
  const [dpo, handler, chair, admin] = [await o.as('dpo'), await o.as('handler'), await o.as('chair'), await o.as('admin')]
  const said = async <T>(answer: Response | Promise<Response>): Promise<T> => {
    const response = await answer
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`)
    return (await response.json()) as T
  }
  await said(
    admin.put('/training/settings', { organisationId, settings: { ...defaultTraining, hidden: ['what-happens-next'], dueOn: '03-01', region: 'middle' } }),
  )
  const propose = (who: typeof dpo, moduleId: string, content: OwnQuestionContent) =>
    said<{ id: string }>(who.post('/training/questions', { organisationId, moduleId, content }))
  await propose(handler, 'spot-it', ownContent)
  const { id } = await propose(dpo, 'prevent-it', { ...ownContent, roles: 'all' })
  await said(chair.post(`/training/questions/${id}/decide`, { organisationId, agree: true, decision: null }))

  await said(chair.post('/training/consent', { organisationId, consentedOn: o.now().slice(0, 10), document: 'Verslag GMR, punt 4' }))
  const ask = (who: typeof dpo, moduleId: string, schoolId: string | null, reason: string) =>
    said<{ lists: { id: string }[] }>(who.post('/training/lists', { organisationId, moduleId, schoolId, reason, days: 7 }))
  const { lists } = await ask(dpo, 'report-at-once', null, 'Voor 1 maart spreken we iedereen die deze module nog niet af heeft, en bieden we tijd aan.')
  await said(chair.post(`/training/lists/${lists[0]?.id}/decide`, { organisationId, agree: true }))
  await ask(chair, 'spot-it', demoBoard.schools[0]?.id ?? null, 'Twee keer phishing in een maand: we willen weten wie uitleg in het team wil.')
}
