import type { Actor } from '../../shared/access/roles.ts'
import type { ConveningAnswer } from '../../shared/incident/team-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident } from './incident-store.ts'
import { findConvening, updateAnswer } from './team-store.ts'

type Input = { incidentId: string; conveningId: string; answer: ConveningAnswer }

/** Who was called says whether he comes; he may change his mind. Refuses: incident.notFound, access.denied, convening.notFound, convening.over, convening.notCalled. */
export async function answerConvening(deps: Deps, actors: readonly Actor[], { incidentId, conveningId, answer }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'team.answer', incident)
    const convening = await findConvening(tx, incidentId, conveningId)
    if (!convening) throw new Problem('convening.notFound')
    if (convening.endedAt) throw new Problem('convening.over')
    const called = await updateAnswer(tx, { incidentId, conveningId, personId: actor.personId }, { answer, answeredAt: deps.clock.now() })
    if (!called) throw new Problem('convening.notCalled')
    await append(deps, tx, actor, { type: 'team.answered', subjectId: conveningId, incidentId, facts: { answer } })
    return true
  })
}
