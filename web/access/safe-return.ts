/** Where to go after signing in: a path of this app and nothing else, so that a link cannot lead elsewhere. */
export function safeReturn(naar: unknown): string {
  return typeof naar === 'string' && /^\/(?![/\\])/.test(naar) && !/[\r\n\t\\]/.test(naar) && !naar.startsWith('/inloggen') ? naar : '/'
}
