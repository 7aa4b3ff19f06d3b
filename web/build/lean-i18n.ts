import type { Plugin } from 'vite'

type Change = { file: RegExp; from: string; to: string }

const core = /\/@intlify\/core-base\/dist\/core-base\.m?js$/
/** Puts an empty function in the place of one that nobody calls; the old one then falls out of the build. */
const emptied = (name: string, parameters: string): Change => ({
  file: core,
  from: `function ${name}(${parameters}) {`,
  to: `function ${name}() {\n    return '';\n}\nfunction unused_${name}(${parameters}) {`,
})

const changes: readonly Change[] = [
  // One function of Vue is called through the whole of it, which keeps 20 KB gz in the first screen that nobody uses.
  {
    file: /\/vue-i18n\/dist\/vue-i18n\.[\w.]*m?js$/,
    from: "import * as Vue from 'vue';",
    to: "import { getCurrentInstance as vueInstance } from 'vue';\nconst Vue = { getCurrentInstance: vueInstance };",
  },
  // There is one set of sentences for the whole app; a component with its own would need the other half of this function.
  { file: /\/vue-i18n\/dist\/vue-i18n\.[\w.]*m?js$/, from: 'const scope = getScope(options, componentOptions);', to: "const scope = 'global';" },
  // A sentence without anything to fill in may stay the string it is.
  {
    file: core,
    from: 'function format(ast) {',
    to: "function format(ast) {\n    if (typeof ast === 'string') return () => ast;",
  },
  // Moments are written by web/ui/useMoments.ts, in one way everywhere.
  emptied('datetime', 'context, ...args'),
  emptied('number', 'context, ...args'),
]

/** `{"t":0,"b":{"t":2,"i":[{"t":3}],"s":"Terug"}}`: how the compiler writes a plain sentence, three times its length. */
const plain = /\{"t":0,"b":\{"t":2,"i":\[\{"t":3\}\],"s":("(?:[^"\\]|\\.)*")\}\}/g

/** Takes out of vue-i18n and of the compiled sentences what a phone would fetch for nothing. */
export function leanI18n(): Plugin {
  return {
    name: 'seintje-lean-i18n',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (/\/shared\/text\/.+\.json$/.test(id)) return { code: code.replace(plain, '$1'), map: null }
      const mine = changes.filter(({ file }) => file.test(id))
      if (mine.length === 0) return null
      if (mine.some(({ from }) => !code.includes(from))) this.error(`${id} has changed: look at web/build/lean-i18n.ts again`)
      return { code: mine.reduce((lean, { from, to }) => lean.replace(from, to), code), map: null }
    },
  }
}
