/** Closed list of refusals: code -> HTTP status. Each has a sentence in text/<locale>/problem.json, or it does not compile. */
export const problems = {
  'request.malformed': 400,
  'request.tooLarge': 413,
  'request.invalid': 422,
  'request.tooMany': 429,
  'request.origin': 403,
  'request.notFound': 404,
  'request.methodNotAllowed': 405,
  'request.host': 421,
  'session.none': 401,
  'session.codeWrong': 401,
  'session.codeExpired': 401,
  'session.deskNeedsPasskey': 403,
  'session.stepUpNeeded': 403,
  'session.notFound': 404,
  'session.endsAtDesk': 403,
  'key.notVerified': 403,
  'key.challengeOver': 409,
  'key.invitationNeeded': 403,
  'key.invitationOver': 403,
  'key.recoveryWrong': 403,
  'key.notFound': 404,
  'key.last': 409,
  'key.tooMany': 409,
  'key.hasOne': 409,
  'keyReset.notFound': 404,
  'keyReset.alreadyOpen': 409,
  'keyReset.over': 409,
  'keyReset.anotherPerson': 403,
  'person.notFound': 404,
  'person.notInTeam': 409,
  'person.onlyAuditor': 409,
  'access.denied': 403,
  'access.noBoard': 403,
  'handIn.codeWrong': 403,
  'report.idInvalid': 422,
  'report.kindMissing': 422,
  'report.descriptionEmpty': 422,
  'report.notFound': 404,
  'report.idTaken': 409,
  'report.erased': 410,
  'report.lastOfOpen': 409,
  'attachment.notImage': 415,
  'attachment.tooMany': 409,
  'attachment.tooManyPixels': 422,
  'attachment.digestWrong': 422,
  'attachment.idInvalid': 422,
  'attachment.idTaken': 409,
  'attachment.notFound': 404,
  'message.idTaken': 409,
  'message.discreet': 409,
  'incident.notFound': 404,
  'incident.closed': 409,
  'incident.erased': 410,
  'incident.notClosed': 409,
  'incident.awareInFuture': 422,
  'incident.awareNeedsChair': 409,
  'incident.openAlready': 409,
  'incident.aloneLeft': 409,
  'incident.notStraightToChair': 409,
  'breakGlass.notFound': 404,
  'search.off': 409,
  'search.words': 422,
  'push.endpointNotAllowed': 422,
  'push.notFound': 404,
  'push.failed': 502,
  'server.ledgerUnwritable': 503,
  'server.unavailable': 503,
  'server.error': 500,
} as const
export type ProblemCode = keyof typeof problems

/** The one class of the house: what a verb throws, what on-error.ts turns into application/problem+json (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: ProblemDetail
  constructor(code: ProblemCode, detail: ProblemDetail = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }
}

/** `field` names what to change (a JSON path), `retryAfter` in seconds, `limit` the limit that was passed. */
export type ProblemDetail = { field?: string; retryAfter?: number; limit?: number | string }
