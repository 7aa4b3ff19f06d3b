/** Named so, a cache without anything in it tells the service worker that this device does not read Dutch: it can see no other storage. */
export const otherLanguage = 'seintje-other-language'

/** Tells server and service worker which pages this device is not to be given: the first screens are drawn in Dutch. */
export async function tellLanguage(locale: string): Promise<void> {
  document.cookie = `seintje-lang=${locale}; path=/; max-age=31536000; samesite=lax`
  await (locale === 'nl' ? globalThis.caches?.delete(otherLanguage) : globalThis.caches?.open(otherLanguage))
}
