import { blockKey, linesOf, type Block, type FigureGroup } from './figure-groups.ts'
import { shareBands, type FigureLine } from './figure-views.ts'

type ShareBand = (typeof shareBands)[number]

/**
 * What is known of a group before anything is cut off: how many finished each module, and of each idea how many answered and missed it.
 * `said`: by module the share that was last said of it.
 */
export type GroupFacts = FigureGroup & {
  finished: ReadonlyMap<string, number>
  ideas: ReadonlyMap<string, { answered: number; missed: number }>
  said: Readonly<Record<string, number>>
}

/** How many counts a band stands for at least. */
const leastCounts = 3
/** How many ideas a line names. */
const mostIdeas = 5

/**
 * A share as it may be known, between 0 and 1: the middle of a band that stands for three counts or more, so that whoever knows his
 * own part still does not know whether all the others did, or none. Tens of percents from 32 people on, wider bands below.
 */
export function blurredShare(count: number, people: number): number {
  const bands = Math.min(shareBands.length, Math.max(1, Math.floor((people + 1) / leastCounts)))
  const edge = (band: number) => Math.ceil((band * (people + 1)) / bands)
  const band = Math.floor((count * bands) / (people + 1))
  const [lowest, highest] = [edge(band), edge(band + 1) - 1]
  return (lowest + highest) / 2 / people
}

/** The name of a share: tens of percents, the ends without an end. */
export const bandOf = (share: number): ShareBand => shareBands[Math.round(share * 10)] ?? 'over90'

/** The blurred shares of groups, each weighing by its people. Nothing is looked up again: whoever has the groups' shares has this. */
function together(parts: readonly { share: number; people: number }[]): number {
  const people = parts.reduce((sum, part) => sum + part.people, 0)
  return parts.reduce((sum, part) => sum + part.share * part.people, 0) / people
}

/** Whether an idea of this group may be named: `floor` people answered, and that it is named does not say that everybody did. */
const isEnough = (answered: number, people: number, floor: number) => answered >= floor && people >= floor + 2

function missedIn(groups: readonly GroupFacts[], floor: number): FigureLine['missed'] {
  const ideas = [...new Set(groups.flatMap((group) => [...group.ideas.keys()]))].toSorted()
  return ideas
    .flatMap((idea) => {
      const parts = groups.flatMap(({ members, ideas: counts }) => {
        const { answered, missed } = counts.get(idea) ?? { answered: 0, missed: 0 }
        return isEnough(answered, members.length, floor) ? [{ share: blurredShare(missed, answered), people: members.length }] : []
      })
      return parts.length === 0 ? [] : [{ idea, value: together(parts) }]
    })
    .map(({ idea, value }) => ({ idea, value, share: bandOf(value) }))
    .filter(({ share }) => share !== 'under10')
    .toSorted((a, b) => b.value - a.value || (a.idea < b.idea ? -1 : 1))
    .slice(0, mostIdeas)
    .map(({ idea, share }) => ({ idea, share }))
}

type Made = { floor: number; moduleIds: readonly string[]; missed: { kind: 'count' } | { kind: 'carry'; from: readonly FigureLine[] } }

/**
 * The lines of a week, the board first. Of each group only its bands are used, also where groups are shown together. `carry`: these
 * four weeks were counted before, and what was said about them stays as it was.
 */
export function makeLines(groups: readonly GroupFacts[], { floor, moduleIds, missed }: Made): FigureLine[] {
  return linesOf(groups, floor).map(({ block, whole, groups: shown }, at) => ({
    block: { schoolIds: [...block.schoolIds], roles: [...block.roles] },
    whole,
    // How many have a function would say how many of them ever said so.
    people: tensOf(whole ? shown.reduce((sum, { members }) => sum + members.length, 0) : floor),
    completed: moduleIds.map((moduleId) => ({
      moduleId,
      share: bandOf(together(shown.map((group) => ({ share: shareOf(group, moduleId), people: group.members.length })))),
    })),
    missed: missed.kind === 'count' ? missedIn(shown, floor) : carried(missed.from, at === 0 ? undefined : lineKey({ block, whole })),
  }))
}

/** What is said of a group. With too few of its people here it stays what it was: otherwise the line would change by those few. */
function shareOf({ finished, members, here, floor, said }: GroupFacts, moduleId: string): number {
  const count = here < floor ? 0 : (finished.get(moduleId) ?? 0)
  return (here < floor ? said[moduleId] : undefined) ?? blurredShare(count, members.length)
}

/** The same by module, to be remembered until the next time. */
export const sharesOf = (group: GroupFacts, moduleIds: readonly string[]): Record<string, number> =>
  Object.fromEntries(moduleIds.map((moduleId) => [moduleId, shareOf(group, moduleId)]))

const tensOf = (count: number): number => Math.floor(count / 10) * 10

const lineKey = ({ block, whole }: Pick<FigureLine, 'whole'> & { block: Block }) => `${whole} ${blockKey(block)}`

/** What the last report said about the same line; the board is always the first. */
function carried(from: readonly FigureLine[], key: string | undefined): FigureLine['missed'] {
  const [board, ...others] = from
  return (key === undefined ? board : others.find((line) => lineKey(line) === key))?.missed ?? []
}
