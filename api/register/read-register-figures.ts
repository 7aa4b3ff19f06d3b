import type { Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { amsterdamMidnight } from '../../shared/instant.ts'
import { classificationOf } from '../../shared/register/columns.ts'
import { writeCsv } from '../../shared/register/csv.ts'
import { figuresOf, registerFloor, timingOf, underFloor, type Counted } from '../../shared/register/register-figures.ts'
import type { RegisterFiguresView } from '../../shared/register/register-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { unsealAt } from '../deadline/sealed-words.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { say, type Lang } from '../text.ts'
import { filedOf } from './entry-store.ts'
import { countedEntries, listSchools } from './register-store.ts'

type Query = { organisationId: string; year: string }

/**
 * A year of the register in numbers, as far as the reader's fence goes: exact and per incident for dpo and handler, and for everybody else
 * in groups that point at no incident. Refuses: access.denied.
 */
export async function readRegisterFigures(deps: Deps, actors: readonly Actor[], query: Query): Promise<RegisterFiguresView> {
  const actor = actorAt(actors, query.organisationId)
  return deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'register.figures')
    const view = await viewOf(deps, tx, actor, Number(query.year))
    await append(deps, tx, actor, { type: 'register.figuresRead', subjectId: query.organisationId, facts: { year: view.year } })
    return view
  })
}

async function viewOf(deps: Deps, tx: BoardTx, { roles }: Actor, year: number): Promise<RegisterFiguresView> {
  const handles = roles.includes('dpo') || roles.includes('handler')
  const { counted, reasons } = await countedOf(deps, tx, year, handles)
  const figures = figuresOf(counted)
  return {
    ...{ organisationId: tx.organisationId, year, floor: handles ? null : registerFloor, schools: await listSchools(tx) },
    figures: handles ? figures : underFloor(figures),
    perIncident: handles ? counted.map((one) => ({ ...timingOf(one), reason: reasons.get(one.incidentId) ?? null })) : null,
  }
}

async function countedOf(deps: Deps, tx: BoardTx, year: number, withReasons: boolean) {
  const rows = await countedEntries(tx, amsterdamMidnight(`${year}-01-01`), amsterdamMidnight(`${year + 1}-01-01`))
  const filed = new Map(
    (
      await filedOf(
        tx,
        rows.filter(({ filedAt }) => filedAt !== null).map(({ incidentId }) => incidentId),
      )
    ).map((one) => [one.incidentId, one]),
  )
  const counted = rows.map(({ year: of, sequence, scope, breach, ...row }): Counted => ({
    ...row,
    number: numberOf({ year: of, sequence }),
    classification: classificationOf({ scope, breach }),
    anchorAt: filed.get(row.incidentId)?.anchorAt ?? null,
  }))
  const reasons = new Map<string, string>()
  for (const { incidentId, inTime, erasedAt } of withReasons ? rows : []) {
    const late = inTime === 'late' && erasedAt === null ? filed.get(incidentId) : undefined
    if (!late) continue
    const key = await incidentKey(deps.keys, tx, incidentId)
    const reason = await unsealAt(tx, key, { table: 'authority_outcome', incidentId, id: late.id, field: 'reason' }, late.reasonSealed)
    if (reason) reasons.set(incidentId, reason)
  }
  return { counted, reasons }
}

/** The same as a sheet: what is too little to say stands in it as such. */
export function figuresCsv({ year, figures, schools, perIncident }: RegisterFiguresView, lang: Lang): string {
  const text = (key: string) => say(lang, `register.figures.${key}`)
  const number = (value: number | null) => (value === null ? text('tooFew') : String(value).replace('.', lang === 'nl' ? ',' : '.'))
  const names = new Map(schools.map(({ id, name }) => [id, name]))
  const kind = (key: string | null) => (key === null ? text('noKind') : say(lang, `register.kind.${key}`))
  const school = (key: string | null) => (key === null ? text('noSchool') : (names.get(key) ?? text('noSchool')))
  const cells = (list: RegisterFiguresView['figures']['byKind'], nameOf: (key: string | null) => string) =>
    list.map(({ keys, count }) => [keys.map(nameOf).join(' + '), number(count)])
  const hoursOf = (value: number | null) => (value === null ? '' : number(value))
  return writeCsv([
    [text('year'), String(year)],
    [text('total'), number(figures.total)],
    [text('breaches'), number(figures.breaches)],
    [text('told'), number(figures.told)],
    [text('toDecision'), number(figures.toDecision.median)],
    [text('toFiling'), number(figures.toFiling.median)],
    [text('late'), number(figures.toFiling.late)],
    [],
    [text('byKind'), text('count')],
    ...cells(figures.byKind, kind),
    [],
    [text('bySchool'), text('count')],
    ...cells(figures.bySchool, school),
    ...(perIncident ? [[], [text('number'), text('toDecision'), text('toFiling'), text('inTime'), text('reason')]] : []),
    ...(perIncident ?? []).map(({ number: of, toDecision, toFiling, inTime, reason }) => [
      ...[of, hoursOf(toDecision), hoursOf(toFiling), inTime ? say(lang, `register.inTime.${inTime}`) : '', reason ?? ''],
    ]),
  ])
}
