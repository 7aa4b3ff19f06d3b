import type { Plugin } from 'vite'

const wholeVue = "import * as Vue from 'vue';"
const oneFunction = "import { getCurrentInstance as vueInstance } from 'vue';\nconst Vue = { getCurrentInstance: vueInstance };"

/** vue-i18n imports all of Vue to call one function of it, which keeps 20 KB gz of Vue in the first screen that nobody uses. */
export function leanI18n(): Plugin {
  return {
    name: 'seintje-lean-i18n',
    apply: 'build',
    transform: {
      filter: { id: /\/vue-i18n\/dist\/vue-i18n.*\.m?js$/ },
      handler(code) {
        if (code.includes(wholeVue)) return { code: code.replace(wholeVue, oneFunction), map: null }
        if (code.includes('from')) this.warn('vue-i18n no longer imports all of Vue: web/build/lean-i18n.ts may go')
        return null
      },
    },
  }
}
