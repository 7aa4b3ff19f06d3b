import { createServer, type Plugin, type PluginOption, type Rolldown } from 'vite'
import texts from '../../shared/text/nl/drawn.json' with { type: 'json' }

/** The pages that are drawn at build time, and what they need besides the first screen. */
const pages = [
  { path: '/', file: 'start.html', needs: [] },
  { path: '/melden', file: 'melden.html', needs: ['/web/incident/ReportScreen.vue', '/text/nl/form.json', '/text/nl/advice.json'] },
] as const

/** What is said on such a page when the app does not come; put into it then, and not before, so that it is read out. */
const stuck = `<template id="stuck"><div role="alert" class="mx-5 my-3 grid gap-1 rounded-box bg-warn-soft px-4 py-3.5">
<p class="font-[620]">${texts.title}</p><p>${texts.text}</p>
<button type="button" data-again class="min-h-target justify-self-start font-[620] text-action underline underline-offset-4">${texts.again}</button></div></template>`

const script = /<script type="module"[^>]* src="([^"]+)"><\/script>/

/**
 * The screen stands in the page itself, so that it is painted, and taken, before a line of the app has run: the app comes after
 * the first paint (web/public/first-paint.js) and takes over (web/shell/take-over.ts).
 */
function pageOf(index: string, drawn: string, ahead: readonly string[]): string {
  const app = script.exec(index)?.[1]
  if (app === undefined || !index.includes('<div id="app"></div>')) throw new Error('index.html has changed: look at web/build/prerender.ts again')
  const early = `<script defer src="/first-paint.js" data-app="${app}" data-ahead="${ahead.join(' ')}"></script>`
  const head = index.replace(script, '').replace('</head>', `${early}</head>`)
  return head.replace('<div id="app"></div>', () => `<div id="app">${drawn.replace(/<!--.*?-->/g, '')}</div>${stuck}`)
}

/** The chunks with these files in them, and what those import; the app itself is asked for already. */
function chunksWith(bundle: Rolldown.OutputBundle, files: readonly string[]): string[] {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
  const own = chunks.filter(({ moduleIds, facadeModuleId }) => files.some((file) => [...moduleIds, facadeModuleId].some((id) => id?.endsWith(file))))
  const app = chunks.find(({ isEntry }) => isEntry)?.fileName
  return [...new Set(own.flatMap(({ fileName, imports }) => [fileName, ...imports]))].filter((name) => name !== app).map((name) => `/${name}`)
}

/** Draws the screens that must not wait for JavaScript. `plugins`: what it takes to read a component and a sentence. */
export function prerender(plugins: () => PluginOption[]): Plugin {
  let root = ''
  return {
    name: 'seintje-prerender',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => void (root = config.root),
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const index = bundle['index.html']
        if (index?.type !== 'asset') throw new Error('no index.html to draw in')
        const vite = await createServer({
          configFile: false,
          root,
          plugins: plugins(),
          server: { middlewareMode: true, ws: false, watch: null },
          appType: 'custom',
          optimizeDeps: { noDiscovery: true },
        })
        try {
          const { drawn } = (await vite.ssrLoadModule('/build/drawn.ts')) as { drawn: (path: string) => Promise<string> }
          for (const { path, file, needs } of pages) {
            const source = pageOf(String(index.source), await drawn(path), chunksWith(bundle, needs))
            this.emitFile({ type: 'asset', fileName: file, source })
          }
        } finally {
          await vite.close()
        }
      },
    },
  }
}
