import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findTakenNumbers, takeNumbers } from './report-store.ts'

/** Where the numbers outside the running series begin, and how many there are before it goes on above them. */
const [outside, room] = [5_000, 5_000]

/**
 * A number for each: the board's next ones, and for those that somebody may not know of one outside the series, so that it shows
 * no gap. The row of the series is locked from here on, so nobody takes the same one meanwhile.
 */
export async function numbersFor(deps: Pick<Deps, 'newId'>, tx: BoardTx, year: number, apart: readonly boolean[]): Promise<number[]> {
  const series = await nextNumbers(tx, year, apart.filter((one) => !one).length)
  const taken = new Set(apart.includes(true) ? await findTakenNumbers(tx, year, outside) : [])
  for (const number of series) taken.add(number)
  const numbers: number[] = []
  for (const isApart of apart) numbers.push(isApart ? numberApart(deps, taken) : (series.shift() ?? 0))
  return numbers
}

/** Once the series itself gets this far it steps over those. */
async function nextNumbers(tx: BoardTx, year: number, count: number): Promise<number[]> {
  const first = await takeNumbers(tx, year, count)
  const numbers = Array.from({ length: count }, (_, i) => first + i)
  if (first + count <= outside) return numbers
  const taken = new Set(await findTakenNumbers(tx, year, outside))
  const free = numbers.filter((number) => !taken.has(number))
  return free.length === count ? free : [...free, ...(await nextNumbers(tx, year, count - free.length))]
}

/** Any number that is free: by the random end of a new id, from a wider field where the first is full. */
function numberApart({ newId }: Pick<Deps, 'newId'>, taken: Set<number>): number {
  for (let tries = 0; ; tries++) {
    const number = outside + (Number.parseInt(newId().slice(-8), 16) % (room * 2 ** Math.floor(tries / 100)))
    if (taken.has(number)) continue
    taken.add(number)
    return number
  }
}
