/** What a country's own list of numbers says about those one can text, for the countries our schools write down most; elsewhere any number is taken. */
const mobiles: Readonly<Record<string, RegExp>> = { '31': /^6[1-58]\d{7}$/, '32': /^4\d{8}$/, '49': /^1[5-7]\d{8,9}$/ }
const countries = Object.keys(mobiles)

/**
 * A number one can send a text message to, in E.164 (`+31612345678`), from the ways people write one: `06-12345678`, `+31 (0)6 …`,
 * `0031 6 …`, `+32 470 …`. Without a country it is Dutch. Null for a fixed number, 085 and 088, an emergency number, or no number at all.
 */
export function mobileNumber(written: string | null | undefined): string | null {
  const text = (written ?? '').trim()
  if (!/^\+?[\d\s().\-\u2010-\u2013/]+$/.test(text)) return null
  const international = /^(?:\+|00)/.test(text)
  const bare = (international ? text.replace(/\(\s*0\s*\)/, '') : text).replaceAll(/\D/g, '')
  return international ? withCountry(bare.replace(/^00/, '')) : withCountry(bare.replace(/^0/, '31'), bare.startsWith('0'))
}

function withCountry(digits: string, hasCountry = true): string | null {
  if (!hasCountry || !/^[1-9]\d{7,14}$/.test(digits)) return null
  const country = countries.find((code) => digits.startsWith(code))
  // `+31 06 …`: the zero one dials at home, written all the same
  const own = country === undefined ? '' : digits.slice(country.length).replace(/^0/, '')
  if (country === undefined) return `+${digits}`
  return mobiles[country]?.test(own) ? `+${country}${own}` : null
}
