import type { Actor } from '../../shared/access/roles.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import { actorAt, allow } from '../access/allow.ts'
import { peopleById } from '../access/person-names.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { drawBlocks, type Block } from '../papers/blocks.ts'
import { makePaper } from '../papers/paper.ts'
import { makeWord } from '../papers/word.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { say, type Lang } from '../text.ts'
import { lookBack } from './look-back.ts'
import { countMeasures, findBegan, listMeetings } from './meeting-store.ts'
import { yearReportBlocks } from './year-report-paper.ts'

type Asked = { organisationId: string; year: string; lang: Lang; format: 'pdf' | 'docx'; advice?: string | undefined }
type Made = { bytes: Uint8Array<ArrayBuffer>; type: string; name: string }

const types = { pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' } as const

/** The yearly report of the officer to the board, from the register as it stands (protocol 11). Refuses: access.denied. */
export async function makeYearReport(deps: Deps, actors: readonly Actor[], { organisationId, year, lang, format, advice = '' }: Asked): Promise<Made> {
  const actor = actorAt(actors, organisationId)
  await deps.limits.take('paperPerPerson', actor.identityId)
  await letReportsGoFirst(deps)
  const of = Number(year)
  const blocks = await deps.db.inBoard(actor, async (tx): Promise<Block[]> => {
    allow(actor, 'yearReport.make')
    const now = deps.clock.now()
    const board = await findBegan(tx)
    const people = await peopleById(deps, tx, [actor.personId])
    const held = (await listMeetings(tx)).flatMap(({ kind, period, heldAt }) =>
      heldAt && period.startsWith(year) ? [{ kind, period, heldOn: amsterdamDay(heldAt) }] : [],
    )
    const made = yearReportBlocks({
      ...{ lang, boardName: board?.name ?? '', dpoName: people.get(actor.personId)?.name ?? '', year: of, madeOn: amsterdamDay(now), held, advice },
      looked: await lookBack(tx, `${of}-01-01`, `${of + 1}-01-01`),
      before: await lookBack(tx, `${of - 1}-01-01`, `${of}-01-01`),
      measures: await countMeasures(tx, amsterdamDay(now)),
    })
    await append(deps, tx, actor, { type: 'yearReport.made', subjectId: organisationId, facts: { year: of, format } })
    return made
  })
  const paper = { title: say(lang, 'yearly.paper.documentTitle', { year }), lang, at: deps.clock.now() }
  const bytes = format === 'pdf' ? (await makePaper(paper, (drawn) => drawBlocks(drawn, blocks))).bytes : await makeWord(paper, blocks)
  return { bytes, type: types[format], name: `seintje-${say(lang, 'yearly.paper.fileName')}-${year}.${format}` }
}
