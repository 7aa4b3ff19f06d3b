import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { modules } from '../../shared/training/modules.ts'
import { defaultTraining, type TrainingSettings } from '../../shared/training/training-settings.ts'
import type { BoardTraining } from '../../shared/training/training-views.ts'
import { isYearlyDay } from '../../shared/training/yearly.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findTraining, lockBoardSettings, updateTraining } from './board-training-store.ts'

/** What this board chose about training. Refuses: access.denied (also for another board). */
export async function readBoardTraining(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<BoardTraining> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.readSettings')
    return { organisationId, settings: (await findTraining(tx)) ?? defaultTraining }
  })
}

/** Changes it, from this moment on; the floor only goes up. Refuses: access.denied, access.noBoard, training.moduleUnknown, training.allHidden, training.day, training.floorOnlyUp. */
export async function changeBoardTraining(deps: Deps, actors: readonly Actor[], { organisationId, settings }: BoardTraining): Promise<BoardTraining> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.changeSettings')
    const training = checked(settings)
    const board = await lockBoardSettings(tx)
    if (!board) throw new Problem('access.noBoard')
    const { floor: was } = board.training ?? defaultTraining
    if (training.floor < was) throw new Problem('training.floorOnlyUp', { field: 'settings.floor' })
    await updateTraining(tx, { ...board, training })
    const { floor, hidden, dueOn, region, nudges, statements } = training
    const facts = { floor, was, hidden: hidden.length, dueOn, region, nudges, statements }
    await append(deps, tx, actor, { type: 'training.settingsChanged', subjectId: organisationId, facts })
    return { organisationId, settings: training }
  })
}

/** Each hidden module once, in the order of the modules. */
function checked(settings: TrainingSettings): TrainingSettings {
  const ids = modules.map(({ id }) => id)
  const unknown = settings.hidden.findIndex((id) => !ids.includes(id))
  if (unknown >= 0) throw new Problem('training.moduleUnknown', { field: `settings.hidden.${unknown}` })
  const hidden = ids.filter((id) => settings.hidden.includes(id))
  if (hidden.length === ids.length) throw new Problem('training.allHidden', { field: 'settings.hidden' })
  if (settings.dueOn !== null && !isYearlyDay(settings.dueOn)) throw new Problem('training.day', { field: 'settings.dueOn' })
  return { ...settings, hidden }
}
