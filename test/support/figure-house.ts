import { v7 } from 'uuid'
import { demoBoard } from '../../api/demo/board.ts'
import { makeFigures } from '../../api/training/make-figures.ts'
import type { FiguresView } from '../../shared/training/figure-views.ts'
import type { TrainingRole } from '../../shared/training/module.ts'
import { between, days, plus } from '../../shared/instant.ts'
import { office } from './office.ts'

const board = demoBoard.organisationId
export const [regenboog, kompas] = demoBoard.schools.map(({ id }) => id) as [string, string, string]

type New = { count: number; schoolId: string | null; role: TrainingRole | null }
export type FigureHouse = Awaited<ReturnType<typeof figureHouse>>

/** An office with as many people as a test asks for, who finish and miss what it says. Its own nine have left, unless they are asked for. */
export async function figureHouse(at = '2026-08-03T06:00:00.000Z') {
  const o = await office({ at })
  const tables = ['learner', 'training_completion', 'training_answer', 'figure_group', 'figure_member', 'figure_report']
  /** as it was on the first day */
  const anew = async () => {
    o.outage(between(o.now(), at))
    for (const table of tables) await o.sql(`delete from ${table}`)
    await o.sql(`delete from person where name_sealed = '\\x00'`)
    await o.sql(`update person set left_at = $1`, [plus(at, -days(1))])
    await o.sql(`update organisation set settings = settings - 'training'`)
    // Nothing is due in the week in which the board began.
    await makeFigures(o.deps)
  }
  await anew()
  const join = async ({ count, schoolId, role }: New): Promise<string[]> => {
    const people = Array.from({ length: count }, () => ({ person: v7(), learner: v7() }))
    await o.sql(
      `insert into person (organisation_id, id, identity_id, pseudonym, name_sealed, school_id)
       select $1::uuid, one::uuid, gen_random_uuid(), 'p-' || right(one, 12), '\\x00', $3::uuid from unnest(string_to_array($2, ',')) one`,
      [board, people.map(({ person }) => person).join(','), schoolId],
    )
    await o.sql(
      `insert into learner (organisation_id, id, person_id, role, created_at)
       select $1::uuid, split_part(one, ' ', 1)::uuid, split_part(one, ' ', 2)::uuid, $3, $4::timestamptz from unnest(string_to_array($2, ',')) one`,
      [board, people.map(({ person, learner }) => `${learner} ${person}`).join(','), role, o.now()],
    )
    return people.map(({ learner }) => learner)
  }
  return {
    ...o,
    board,
    anew,
    join,
    finish: (learners: readonly string[], moduleId = 'spot-it') =>
      o.sql(
        `insert into training_completion (organisation_id, id, learner_id, module_id, module_version, completed_at, valid_until)
         select $1::uuid, gen_random_uuid(), one::uuid, $3, 1, $4::timestamptz, $4::timestamptz + interval '1 year' from unnest(string_to_array($2, ',')) one`,
        [board, learners.join(','), moduleId, o.now()],
      ),
    answer: (learners: readonly string[], { questionId, moduleId, correct }: { questionId: string; moduleId: string; correct: boolean }) =>
      o.sql(
        `insert into training_answer (organisation_id, id, learner_id, module_id, module_version, question_id, option_id, role, practice, correct, answered_at, received_at)
         select $1::uuid, gen_random_uuid(), one::uuid, $3, 1, $4, 'a', 'teacher', false, $5::boolean, $6::timestamptz, $6::timestamptz
         from unnest(string_to_array($2, ',')) one`,
        [board, learners.join(','), moduleId, questionId, correct, o.now()],
      ),
    leave: (learners: readonly string[]) =>
      o.sql(`update person set left_at = $1 where id in (select person_id from learner where id = any(string_to_array($2, ',')::uuid[]))`, [
        o.now(),
        learners.join(','),
      ]),
    settings: (training: object) =>
      o.sql(`update organisation set settings = settings || jsonb_build_object('training', $1::jsonb)`, [
        JSON.stringify({ floor: 10, hidden: [], dueOn: null, region: null, nudges: true, statements: false, ...training }),
      ]),
    /** a week goes by, and what is due is made */
    week: async (count = 1) => {
      o.outage(days(7 * count))
      await makeFigures(o.deps)
      return newest()
    },
    newest,
    /** the groups as they stand: how many people of which schools and functions */
    groups: () =>
      o.sql<{ school_ids: (string | null)[]; roles: (string | null)[]; people: number; school_year: number }>(
        `select g.school_ids, g.roles, g.school_year, count(m.learner_id)::int as people from figure_group g
         join figure_member m on m.organisation_id = g.organisation_id and m.group_id = g.id group by g.id, 1, 2, 3 order by people, 1, 2`,
      ),
  }

  async function newest() {
    const rows = await o.sql<{ report: NonNullable<FiguresView['report']> }>(`select report from figure_report order by made_at desc limit 1`)
    return rows[0]!.report
  }
}
