import { onScopeDispose, toValue, watchEffect, type MaybeRefOrGetter } from 'vue'

/** The word before the title while something has to be put right, in the language of the screen. */
type Options = { error?: MaybeRefOrGetter<boolean>; errorWord?: MaybeRefOrGetter<string> }

/** Names the page in the browser: "Fout: Inloggen · Seintje". The screen that is left gives the title back. */
export function usePageTitle(title: MaybeRefOrGetter<string>, { error = false, errorWord = '' }: Options = {}) {
  if (import.meta.env.SSR) return
  const stop = watchEffect(() => {
    const start = toValue(error) && toValue(errorWord) ? `${toValue(errorWord)}: ` : ''
    document.title = `${start}${toValue(title)} · Seintje`
  })
  onScopeDispose(stop)
}
