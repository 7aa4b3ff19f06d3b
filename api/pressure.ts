import { oncePerStore } from './batch.ts'

/** How many reports are being taken in right now, in this process. */
const pressureOf = oncePerStore(() => ({ reports: 0 }))

/** Counts a report for as long as it is being taken in. */
export async function underPressure<T>(deps: Parameters<typeof pressureOf>[0], takeIn: () => Promise<T>): Promise<T> {
  const pressure = pressureOf(deps)
  pressure.reports++
  try {
    return await takeIn()
  } finally {
    pressure.reports--
  }
}

/** The longest the engine steps aside for reports, in milliseconds: they come first, and it is never starved. */
const longestStep = 250

/** Reports come first: before each of its transactions the engine lets those that stand in line go ahead, for a moment. */
export async function letReportsGoFirst(deps: Parameters<typeof pressureOf>[0]): Promise<void> {
  const pressure = pressureOf(deps)
  for (let waited = 0; pressure.reports > 0 && waited < longestStep; waited += 10) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** Between two steps of long work: whatever else this process has to do is done first. The embedded store answers without ever letting go of it. */
export async function giveWay(deps: Parameters<typeof pressureOf>[0]): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  await letReportsGoFirst(deps)
}

// ---- photos: hundreds of phones may come back at once, each with as many as it could keep

/** So many photos on their way into the store: it takes one transaction at a time embedded, and the desk gets in between. */
const photosAtOnce = { embedded: 1, postgres: 6 } as const
/** Bytes of photos this process holds at once; more are left on the line until there is room. */
const mostPhotoBytes = 96 * 2 ** 20
/** The longest a photo waits for room, in milliseconds: somebody who sends very slowly keeps out nobody. */
const longestWait = 20_000

const photosOf = oncePerStore((deps) => ({ bytes: 0, enter: makeLine(photosAtOnce[deps.db.engine]) }))

/** Work in the order it came, so much of it at once. */
function makeLine(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = places
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

/**
 * Takes a photo in without crowding out reports and the desk: its body is read when there is room for so many bytes, and it goes
 * to the store when it is its turn.
 */
export async function inPhotoLine<Body, T>(
  deps: Parameters<typeof photosOf>[0],
  bytes: number,
  { read, store }: { read: () => Promise<Body>; store: (body: Body) => Promise<T> },
): Promise<T> {
  const photos = photosOf(deps)
  for (let waited = 0; photos.bytes > 0 && photos.bytes + bytes > mostPhotoBytes && waited < longestWait; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50))
  photos.bytes += bytes
  try {
    const body = await read()
    return await photos.enter(() => store(body))
  } finally {
    photos.bytes -= bytes
  }
}
