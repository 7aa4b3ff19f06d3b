/**
 * The answer of a ring that some devices of a person got and others not yet: `partly` and the ends of the ids of those that
 * did. It stands in the delivery itself, so that after a restart too nobody's phone rings again because his tablet is busy.
 */
const mark = 'partly'

/** What stands for a device in that answer. */
export const tailOf = ({ id }: { id: string }): string => id.slice(-12)
export const partlyTo = (tails: readonly string[]): string => [mark, ...tails].join(' ')
/** The devices that got it, by `tailOf`; none where the answer is any other. */
export const reachedBy = (answer: string | null | undefined): string[] => (answer?.startsWith(`${mark} `) ? answer.split(' ').slice(1) : [])
export const isPartly = (answer: string | null): boolean => reachedBy(answer).length > 0
/** The same question for SQL's `like`. */
export const partlyPattern = `${mark} %`
