import { computed } from 'vue'
import type { TrainingRole } from '../../shared/training/module.ts'
import { useSession } from '../access/session-store.ts'
import { useMyTraining } from './useMyTraining.ts'

/** Who learns here, in which role, and what was learned. */
export function useLearner() {
  const session = useSession()
  const my = useMyTraining()
  const role = computed(() => my.mine.value?.role ?? null)
  // A role that lies here is enough to begin; whether there is none, only the office can tell.
  const ready = computed(() => my.state.value === 'none' || (my.mine.value !== null && (role.value !== null || my.state.value !== 'loading')))
  const choose = (chosen: TrainingRole, schoolId: string | null) => my.change({ role: chosen, schoolId })
  return { ...my, session, role, choose, ready }
}
