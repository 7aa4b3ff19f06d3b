import { mostAnswers, type AnswerIn, type MyTraining } from '../../shared/training/training-views.ts'
import { waitAfter } from '../offline/backoff.ts'
import { ask, sendingAs, type Fetch } from '../offline/send.ts'
import type { Lock } from '../offline/sync.ts'
import { fieldsOf } from '../offline/told.ts'
import type { Answer as Reply } from '../offline/verdict.ts'
import type { Keeping, Owned } from './keeping.ts'
import type { Answer, Changed } from './on-page.ts'
import { beat, beatAt, boardsToSend, dropChange, noteHeld, saveErased, saveTold, setAside, tidy, toSend } from './settling.ts'
import type { Lies } from './waits.ts'

export interface TrainingSyncDeps {
  keeping: Keeping
  fetch: Fetch
  random: () => number
  /** the identity signed in on this page, as far as it knows; null: nobody */
  identity: () => string | null
  lock: Lock
  /** the server knows nobody, or somebody else */
  onStranger: () => void
  /** what of training lies on the device after a pass */
  onLies: (lies: Lies) => void
}

/**
 * How a pass ended. `told`: the server said how this board stands · `held`: it refuses this person at this board, for now ·
 * `stranger`: it knows nobody, or another · `away`: no answer, or not now · `busy`: another tab sends, or took
 * this pass over
 */
export type Ending = 'told' | 'nothing' | 'held' | 'stranger' | 'away' | 'busy'

export interface TrainingSync {
  /** Sends what waits for whoever is here; of `board` it also asks how it stands. A call while one runs adds a pass after it. */
  drain: (board?: string) => Promise<Ending>
  /** Has the server erase what it keeps of whoever is here at this board, and does the same on this device; nothing is sent meanwhile. */
  erase: (board: string) => Promise<Ending>
  /** The network is back, or a person is: earlier failures say nothing any more. */
  comeBack: () => void
  /** when another try is worth it, device clock in milliseconds; null: nothing waits for the clock */
  wakeAt: () => number | null
}

/** A lock held by a tab without a sign of life for so long is taken over. */
const frozenAfter = 150_000

/** Sends what people learned here. Everything that differs between a phone and a test comes in. */
export function makeTrainingSync(deps: TrainingSyncDeps): TrainingSync {
  const { keeping } = deps
  const { now } = keeping
  let running: Promise<Ending> = Promise.resolve('nothing')
  let next: Promise<Ending> | null = null
  let wanted: string | undefined
  let misses = 0
  let wakeAt: number | null = null
  /** the server asked to be left alone between these two moments of the device's clock */
  let quiet = { from: 0, until: 0 }

  const later = (waitMs: number | null) => {
    misses += 1
    wakeAt = now() + (waitMs ?? waitAfter(misses, deps.random))
    quiet = { from: now(), until: now() + (waitMs ?? 0) }
  }

  async function pass(board: string | undefined, { own, isMine }: Turn): Promise<Ending> {
    const me = deps.identity()
    if (me === null) return 'stranger'
    if (now() >= quiet.from && now() < quiet.until) return 'away'
    const boards = new Set([...(await boardsToSend(keeping, me)), ...(board ? [board] : [])])
    let ending: Ending = 'nothing'
    wakeAt = null
    for (const organisationId of boards) {
      const key = { ownerId: me, organisationId }
      const { end, waitMs } = await oneBoard(own, key, organisationId === board)
      if (end === 'held') await noteHeld(keeping, key).catch(() => undefined)
      // Whoever took it over says how it ended.
      if (!isMine()) return 'busy'
      if (board === undefined || organisationId === board || end === 'stranger' || end === 'away') ending = end
      if (end === 'away') later(waitMs)
      if (end === 'stranger') deps.onStranger()
      if (end === 'stranger' || end === 'away') break
      misses = 0
    }
    await tidy(keeping).then(deps.onLies, () => undefined)
    return ending
  }

  async function erase(organisationId: string, { own, isMine }: Turn): Promise<Ending> {
    const me = own.identity()
    if (me === null) return 'stranger'
    const { end } = await eraseBoard(own, { ownerId: me, organisationId })
    if (end === 'stranger' && isMine()) deps.onStranger()
    await tidy(keeping).then(deps.onLies, () => undefined)
    return end
  }

  const isFrozen = async () => Math.abs(now() - (await beatAt(keeping).catch(() => now()))) > frozenAfter

  async function locked(work: (turn: Turn) => Promise<Ending>): Promise<Ending> {
    const turn = takeTurn(deps, work)
    // Opened before the lock is asked for: whoever has it gives a sign of life at once.
    await keeping.open().catch(() => undefined)
    let outcome = await turn.take(false)
    if (outcome === 'busy' && turn.isMine() && (await isFrozen())) outcome = await turn.take(true)
    if (outcome !== 'busy') return outcome
    // Another tab sends; what it hears comes to this one through the store.
    wakeAt = now() + waitAfter(1, deps.random)
    return 'busy'
  }

  const begin = () => {
    const board = wanted
    ;[next, wanted] = [null, undefined]
    running = locked((turn) => pass(board, turn)).catch(() => 'away' as const)
    return running
  }

  return {
    drain: (board) => {
      wanted = board ?? wanted
      return (next ??= running.then(begin))
    },
    // After the pass that runs or is about to: what it still hears is of before.
    erase: (board) => (running = (next ?? running).then(() => locked((turn) => erase(board, turn))).catch(() => 'nothing' as const)),
    comeBack: () => void (misses = 0),
    wakeAt: () => wakeAt,
  }
}

/** While a page has the lock. Once it was taken from it, `own` sends nothing more and keeps nothing of what it still hears. */
type Turn = { own: TrainingSyncDeps; isMine: () => boolean }

/** Does the work under the lock, with a sign of life before it. A turn that was taken over ends as one that was not come by: it says nothing of the connection. */
function takeTurn(deps: TrainingSyncDeps, work: (turn: Turn) => Promise<Ending>) {
  let mine = true
  const fetch: Fetch = (path, init) => (mine ? deps.fetch(path, init) : Promise.reject(new Error('another tab sends')))
  const turn: Turn = { own: { ...deps, fetch, identity: () => (mine ? deps.identity() : null) }, isMine: () => mine }
  const done: { ending?: Promise<Ending> } = {}
  const take = async (steal: boolean): Promise<Ending> => {
    const outcome = await deps
      .lock(
        async () => {
          await beat(deps.keeping).catch(() => undefined)
          await (done.ending = work(turn)).catch(() => undefined)
        },
        { steal },
      )
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === 'AbortError') return 'stolen' as const
        throw error
      })
    if (outcome === 'stolen') mine = false
    return outcome === 'done' && done.ending ? done.ending : 'busy'
  }
  return { take, isMine: turn.isMine }
}

type BoardEnd = { end: Ending; waitMs: number | null }
const ended = (end: Ending, waitMs: number | null = null): BoardEnd => ({ end, waitMs })
const stops = ({ end }: BoardEnd) => end !== 'told' && end !== 'nothing'

/** First what he said of himself, then his answers, the oldest first; when nothing was sent, a question how it stands. */
async function oneBoard(deps: TrainingSyncDeps, key: Owned, asked: boolean): Promise<BoardEnd> {
  let last = ended('nothing')
  const { change } = await toSend(deps.keeping, key)
  if (change) last = await sendChange(deps, key, change)
  const tried = new Set<string>()
  while (!stops(last)) {
    const waiting = (await toSend(deps.keeping, key)).answers.filter(({ id }) => !tried.has(id)).slice(0, mostAnswers)
    if (waiting.length === 0) break
    for (const { id } of waiting) tried.add(id)
    const sent = await sendAnswers(deps, key, waiting)
    if (sent.end !== 'nothing') last = sent
  }
  if (last.end !== 'nothing' || !asked) return last
  const reply = await request(deps, key, `/training?organisationId=${key.organisationId}`, 'GET')
  return 'end' in reply ? reply : take(deps, key, reply.json)
}

/** A change that waits goes first: it may say that he wants no reminders, and that outlives the rest. */
async function eraseBoard(deps: TrainingSyncDeps, key: Owned): Promise<BoardEnd> {
  const { change } = await toSend(deps.keeping, key)
  const sent = change ? await sendChange(deps, key, change) : ended('nothing')
  if (stops(sent)) return sent
  const reply = await request(deps, key, `/training/mine?organisationId=${key.organisationId}`, 'DELETE')
  if ('end' in reply) return reply
  if (fieldsOf(reply.json).organisationId !== key.organisationId) return ended('away')
  await saveErased(deps.keeping, key, reply.json as MyTraining)
  return ended('told')
}

async function sendChange(deps: TrainingSyncDeps, key: Owned, { changeId, ...change }: Changed): Promise<BoardEnd> {
  const reply = await request(deps, key, '/training/mine', 'PATCH', { organisationId: key.organisationId, ...change })
  if ('end' in reply && reply.end !== 'nothing') return reply
  const told = 'end' in reply ? reply : await take(deps, key, reply.json)
  // Refused for what it says: the server's word stands.
  if (!stops(told)) await dropChange(deps.keeping, key, changeId).catch(() => undefined)
  return told
}

/** A batch that is refused for what is in it is halved until the one is found that it is refused for. */
async function sendAnswers(deps: TrainingSyncDeps, key: Owned, answers: readonly Answer[]): Promise<BoardEnd> {
  const { organisationId } = key
  const reply = await request(deps, key, '/training/answers', 'POST', {
    ...{ organisationId, sentAt: new Date(deps.keeping.now()).toISOString() },
    answers: answers.map(onTheWire),
  })
  if (!('end' in reply)) {
    const { kept, mine } = fieldsOf(reply.json)
    const ids = new Set(Array.isArray(kept) ? kept : [])
    return take(
      deps,
      key,
      mine,
      answers.flatMap(({ id }) => (ids.has(id) ? [id] : [])),
    )
  }
  if (reply.end !== 'nothing') return reply
  const [one, ...others] = answers
  if (one && others.length === 0) {
    await setAside(deps.keeping, one.id).catch(() => undefined)
    return reply
  }
  const half = answers.length >> 1
  const first = await sendAnswers(deps, key, answers.slice(0, half))
  if (stops(first)) return first
  const second = await sendAnswers(deps, key, answers.slice(half))
  return second.end === 'nothing' ? first : second
}

/** Each field by its name: what the phone alone needs stays here. */
const onTheWire = ({ id, moduleId, moduleVersion, questionId, optionId, role, practice, answeredAt }: Answer): AnswerIn => ({
  ...{ id, moduleId, moduleVersion, questionId, optionId, role, practice, answeredAt },
})

/** Nothing is wrong with what was sent, there were only too many today, say: all of it waits and goes again. */
const notNow = new Set([408, 409, 425, 429])

/** Our own server's answer, or how it ends without one; `nothing`: what was sent is refused for what it says. */
async function request({ keeping, fetch }: TrainingSyncDeps, { ownerId }: Owned, path: string, method: string, body?: unknown): Promise<Reply | BoardEnd> {
  void beat(keeping).catch(() => undefined)
  const sending = { fetch, now: keeping.now, heard: () => undefined }
  const headers = { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...sendingAs(ownerId) }
  const reply = await ask(sending, path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  if (reply === 'offline') return ended('away')
  const { status, ours, code, waitMs } = reply
  // Proxies refuse what is too large before we see it; a portal does not.
  if (status === 413) return ended('nothing')
  if (!ours) return ended('away')
  if (status === 200) return reply
  if (status === 401 || code === 'access.noBoard') return ended('stranger')
  if (status === 403 || status === 404) return ended('held')
  return notNow.has(status) || status >= 500 ? ended('away', waitMs) : ended('nothing')
}

/** Keeps what was told, unless it is no word of this board, or its person is gone. */
async function take(deps: TrainingSyncDeps, key: Owned, mine: unknown, kept: readonly string[] = []): Promise<BoardEnd> {
  if (fieldsOf(mine).organisationId !== key.organisationId) return ended('away')
  // He left while it was under way: nothing of his is laid down any more, and his answers go again.
  if (deps.identity() !== key.ownerId) return ended('stranger')
  await saveTold(deps.keeping, key, mine as MyTraining, kept)
  return ended('told')
}
