import { computed, reactive } from 'vue'
import type { TrainingRole } from '../../shared/training/module.ts'
import { useSession } from '../access/session-store.ts'
import { useMyTraining } from './useMyTraining.ts'

/** What somebody does at school when it could not be kept: it holds as long as the page. */
const rolesHere = reactive(new Map<string, TrainingRole>())

/** Who learns here, in which role, and what was learned. */
export function useLearner() {
  const session = useSession()
  const my = useMyTraining()
  const who = computed(() => `${session.identityId} ${my.board.value?.organisationId}`)
  const role = computed(() => my.mine.value?.role ?? rolesHere.get(who.value) ?? null)

  /** Kept where it can be; without that it holds for now. */
  async function choose(chosen: TrainingRole, schoolId: string | null): Promise<'kept' | 'notKept'> {
    const kept = my.board.value ? await my.change({ role: chosen, schoolId }) : 'notKept'
    if (kept === 'kept') rolesHere.delete(who.value)
    else rolesHere.set(who.value, chosen)
    return kept
  }
  const ready = computed(() => my.state.value !== 'loading')
  return { ...my, session, role, choose, ready }
}
export type Learner = ReturnType<typeof useLearner>
