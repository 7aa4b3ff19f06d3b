/** Crockford's letters without those that are misheard on the phone. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The code a device shows for a report, such as `K7Q-29X`: the last 30 bits of its id, so the same offline and online.
 * It names a report in a phone call and opens nothing.
 */
export function shortCodeOf(reportId: string): string {
  const bits = Number.parseInt(reportId.replaceAll('-', '').slice(-8), 16) % 2 ** 30
  let code = ''
  for (let i = 5; i >= 0; i--) code += letters[Math.floor(bits / 32 ** i) % 32]
  return `${code.slice(0, 3)}-${code.slice(3)}`
}
