/** What waits on this device in another store than that of reports: of this person, and of others together. */
export type Waiting = { own: number; others: number }
type Beside = { waiting: () => Promise<Waiting>; send: () => Promise<unknown> }

let beside: () => Promise<Beside | null> = async () => null

/** Tells who keeps something beside the reports; once, at the start. Null: nothing of it lies here. */
export const wireBeside = (given: typeof beside): void => void (beside = given)

const nothing: Waiting = { own: 0, others: 0 }

/** How much waits there; a store that does not answer has nothing to say. */
export const waitingBeside = (): Promise<Waiting> =>
  beside()
    .then((store) => store?.waiting() ?? nothing)
    .catch(() => nothing)

/** Tries to send it, as far as there is a network. */
export const sendBeside = (): Promise<unknown> =>
  beside()
    .then((store) => store?.send())
    .catch(() => undefined)
