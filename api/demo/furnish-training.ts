import type { Actor } from '../../shared/access/roles.ts'
import { days, minutes, plus, type Instant } from '../../shared/instant.ts'
import { questionsFor, type Module, type Question, type TrainingRole } from '../../shared/training/module.ts'
import { modules } from '../../shared/training/modules.ts'
import { mostAnswers, type AnswerIn } from '../../shared/training/training-views.ts'
import { importBoard } from '../access/import-board.ts'
import { findPeople } from '../access/store.ts'
import type { Deps } from '../deps.ts'
import { giveWay } from '../pressure.ts'
import { findAnswers, findCards } from '../training/answer-store.ts'
import { changeMyTraining } from '../training/change-my-training.ts'
import { findLearner } from '../training/learner-store.ts'
import { makeFirstFigures } from '../training/make-figures.ts'
import { recordAnswers } from '../training/record-answers.ts'
import { demoBoard } from './board.ts'
import { demoStaff } from './staff.ts'

const organisationId = demoBoard.organisationId
/** The others have not begun yet. */
const learning = 16

/** Brings in the staff of the demo and lets a few of them have learned something in the past weeks, once: a demo that starts again finds it done. One at a time: reports go first. */
export async function furnishTraining(deps: Deps): Promise<void> {
  for (const one of await missing(deps)) {
    await giveWay(deps)
    await importBoard(deps, { ...demoBoard, people: [one] }, { invite: false })
  }
  for (const [at, { personId, identityId }] of demoStaff.slice(0, learning).entries()) {
    await giveWay(deps)
    if (await hasAnswered(deps, personId)) continue
    const now = deps.clock.now()
    const actor: Actor = { organisationId, personId, identityId, pseudonym: 'demo', roles: ['staff'], seats: ['staff'], at: now, scope: 'device' }
    const role: TrainingRole = at % 7 === 6 ? 'administration' : 'teacher'
    // Reminders to people who are not there would hide everything else on the demo's screen of messages.
    await changeMyTraining(deps, [actor], { organisationId, role, nudges: false })
    const answers = modules.flatMap((module, nth) =>
      (at + nth) % 3 === 0 ? sittingOf(deps, { module, role, at, when: plus(now, -days(3 + ((at * 5 + nth) % 24))) }) : [],
    )
    await recordAnswers(deps, [actor], { organisationId, sentAt: now, answers: answers.slice(0, mostAnswers) }, now)
  }
  await makeFirstFigures(deps, organisationId)
}

/** A row alone says nothing: a demo that was stopped between the row and the answers goes on, and figures make one for everybody. */
const hasAnswered = (deps: Deps, personId: string): Promise<boolean> =>
  deps.db.inBoard({ organisationId }, async (tx) => {
    const learner = await findLearner(tx, personId)
    return learner !== undefined && ((await findAnswers(tx, learner.id)).length > 0 || (await findCards(tx, learner.id)).length > 0)
  })

async function missing(deps: Deps) {
  const ids = demoStaff.map(({ personId }) => personId)
  const there = await deps.db.inBoard({ organisationId }, (tx) => findPeople(tx, ids))
  return demoStaff.filter(({ personId }) => !there.some(({ id }) => id === personId))
}

type Sitting = { module: Module; role: TrainingRole; at: number; when: Instant }

const sittingOf = (deps: Deps, { module, role, at, when }: Sitting): AnswerIn[] =>
  questionsFor(module, role).map((question, nth) => ({
    ...{ id: deps.newId(), moduleId: module.id, moduleVersion: module.version, questionId: question.id, role, practice: false },
    optionId: chosen(question, (at + nth) % 4 > 0),
    answeredAt: plus(when, minutes(nth)),
  }))

const chosen = ({ options }: Question, right: boolean) => (options.find((option) => option.right === right) ?? options[0]).id
