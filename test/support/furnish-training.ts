import { demoBoard } from '../../api/demo/board.ts'
import { defaultTraining } from '../../shared/training/training-settings.ts'
import type { OwnQuestionContent } from '../../shared/training/own-question.ts'
import type { liveOffice } from './live-office.ts'

const { organisationId } = demoBoard

export const ownContent: OwnQuestionContent = {
  idea: 'paperCounts',
  roles: ['teacher', 'care'],
  scenario: {
    nl: 'Bij de kopieermachine op de gang ligt een stapel groepsoverzichten. De namen en de toetsscores staan erop. Er lopen ouders langs.',
    en: 'A pile of class overviews lies at the copier in the corridor. Names and test scores are on it. Parents walk by.',
  },
  ask: { nl: 'Wat doe je met de stapel?', en: 'What do you do with the pile?' },
  options: [
    {
      id: 'a',
      text: { nl: 'Meenemen, en meteen melden.', en: 'Take it along and report it at once.' },
      right: true,
      feedback: { nl: 'Zo ziet niemand ze meer, en het team kan nagaan wie erbij kon.', en: 'Nobody sees them now, and the team can find out who could.' },
    },
    {
      id: 'b',
      text: { nl: 'Omdraaien en laten liggen.', en: 'Turn it over and leave it.' },
      right: false,
      feedback: { nl: 'Dan kan een ander ze alsnog meenemen. Neem de stapel weg.', en: 'Then somebody else can still take it. Take the pile away.' },
    },
    {
      id: 'c',
      text: { nl: 'In de papierbak doen.', en: 'Put it in the paper bin.' },
      right: false,
      feedback: {
        nl: 'Uit een papierbak is papier zo gepakt. Gebruik de afgesloten bak.',
        en: 'Paper is easily taken from a bin. Use the one that is locked.',
      },
    },
  ],
  doNow: { nl: 'Haal papier zelf op zodra je print. Zie je iets liggen, meld het.', en: 'Fetch your prints at once. Report what you find.' },
}

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
  const { lists } = await ask(admin, 'report-at-once', null, 'Voor 1 maart spreken we iedereen die deze module nog niet af heeft, en bieden we tijd aan.')
  await said(chair.post(`/training/lists/${lists[0]?.id}/decide`, { organisationId, agree: true }))
  await ask(chair, 'spot-it', demoBoard.schools[0]?.id ?? null, 'Twee keer phishing in een maand: we willen weten wie uitleg in het team wil.')
}
