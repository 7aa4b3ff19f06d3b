import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../../shared/problem.ts'

/** How many certificates of one module somebody gets a day. */
export const certificatesADay = 5

/** So many answers in a day nobody gives: the whole of all modules is some forty. A phone that was offline for long sends its own over days. */
export const mostAnswersADay = 300

/** Points per so many seconds. A refusal is 429 with Retry-After: a phone waits and loses nothing. */
export const rateLimits = {
  /** asking for a sign-in code, per address: mails nobody asked for are a nuisance */
  codePerAddress: { points: 5, duration: 15 * 60 },
  /** asking for or trying codes, per network: a school of hundreds sits behind one address */
  codePerNetwork: { points: 300, duration: 15 * 60 },
  /** trying codes, per address, on top of five tries per code */
  tryPerAddress: { points: 20, duration: 15 * 60 },
  /** reports, photos and messages, per person: a queue of weeks drains in a minute */
  writePerPerson: { points: 1200, duration: 60 },
  /** reports handed in with the school's code, per network: a school of a hundred and fifty is through within the hour */
  handInPerNetwork: { points: 30, duration: 10 * 60 },
  /** the same from all networks together: someone who floods from one network never takes the others' places */
  handInPerBoard: { points: 150, duration: 10 * 60 },
  /** photos of them: two to a report */
  handInPhotoPerNetwork: { points: 60, duration: 10 * 60 },
  handInPhotoPerBoard: { points: 300, duration: 10 * 60 },
  /** wrong codes, per network: at 40 bits a thousand networks together would need a thousand years; a board's own network does not feel it */
  wrongSchoolCodePerNetwork: { points: 20, duration: 60 * 60 },
  /** opening the desk with a passkey, asking and showing, per network */
  keyPerNetwork: { points: 600, duration: 15 * 60 },
  /** making, showing and removing one's own passkeys */
  keyPerPerson: { points: 60, duration: 15 * 60 },
  /** recovery codes, right or wrong: at 50 bits, five an hour are hopeless */
  recoveryPerPerson: { points: 5, duration: 60 * 60 },
  recoveryPerNetwork: { points: 50, duration: 60 * 60 },
  /** links and resets for colleagues: each is a mail to somebody */
  invitePerPerson: { points: 60, duration: 60 * 60 },
  /** breaking the glass: each one rings three people, and nobody needs a whole desk of them */
  breakGlassPerPerson: { points: 6, duration: 60 * 60 },
  /** keeping people away and letting them back: a whole team and its deputies, twice */
  recusalPerPerson: { points: 30, duration: 60 * 60 },
  /** trying out one's own mail or text messages: each of the latter costs the board money */
  alertTestPerPerson: { points: 3, duration: 60 },
  /** certificates of one module, per learner: nobody is written down for it, and a paper that was lost is printed again */
  certificatePerModule: { points: certificatesADay, duration: 24 * 60 * 60 },
  /** the paper for the participation council: each takes the server tens of milliseconds */
  dossierPerPerson: { points: 20, duration: 10 * 60 },
  /** finished modules as statements: each takes the server some hundreds of milliseconds at a large board */
  statementsPerPerson: { points: 20, duration: 10 * 60 },
  /** a register that is taken out as a file: each takes the server up to a second or two */
  registerExportPerPerson: { points: 30, duration: 10 * 60 },
  /** a notification, a letter or the yearly report as a file: each takes the server tens of milliseconds */
  paperPerPerson: { points: 60, duration: 10 * 60 },
  /** looking at a sheet before it is taken over, and taking it over: each reads up to 5,000 rows */
  importPerPerson: { points: 40, duration: 10 * 60 },
  /** all that is known of what one learned, per person: each folds up to some fifteen hundred answers, and a phone asks when it opens */
  learnReadPerPerson: { points: 60, duration: 60 },
  /** answers, a hundred at a time, and what one says of oneself; each is answered with all of the above */
  learnWritePerPerson: { points: 60, duration: 60 },
  /** answers that came in too late to be kept, per learner: whoever was away for months sends them over days */
  lateAnswersPerLearner: { points: mostAnswersADay, duration: 24 * 60 * 60 },
  /** checking certificates, per network: at 80 bits nobody guesses one, and a school that checks a pile of them is done */
  certificateCheckPerNetwork: { points: 120, duration: 10 * 60 },
  /** a question by a link, read and answered, per network: at 256 bits nobody guesses one, and a whole school behind one address is through */
  questionLinkPerNetwork: { points: 120, duration: 10 * 60 },
  /** every other request with a session */
  readPerPerson: { points: 6000, duration: 60 },
  /** requests without a session, per network */
  perNetwork: { points: 3000, duration: 60 },
} as const
export type LimitName = keyof typeof rateLimits

export interface Limits {
  /** takes one point, or so many; throws request.tooMany with the seconds to wait */
  take: (name: LimitName, key: string, points?: number) => Promise<void>
  /** takes none; throws the same when there is none left */
  look: (name: LimitName, key: string) => Promise<void>
}

export function makeLimits(): Limits {
  const limiters = new Map<LimitName, RateLimiterMemory>()
  const limiterOf = (name: LimitName) => {
    const known = limiters.get(name)
    if (known) return known
    const made = new RateLimiterMemory({ keyPrefix: name, ...rateLimits[name] })
    limiters.set(name, made)
    return made
  }
  const refusal = ({ msBeforeNext }: RateLimiterRes) => new Problem('request.tooMany', { retryAfter: Math.ceil(msBeforeNext / 1000) })
  return {
    take: async (name, key, points = 1) => {
      try {
        await limiterOf(name).consume(key, points)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw refusal(refused)
      }
    },
    look: async (name, key) => {
      const taken = await limiterOf(name).get(key)
      if (taken && taken.remainingPoints <= 0) throw refusal(taken)
    },
  }
}
