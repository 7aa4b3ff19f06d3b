import type { Plugin } from 'vite'
import type { ManifestOptions } from 'vite-plugin-pwa'
import en from '../../shared/text/en/manifest.json' with { type: 'json' }
import nl from '../../shared/text/nl/manifest.json' with { type: 'json' }

type Lang = 'nl' | 'en'
const texts = { nl, en }
/** Where each manifest stands; the page's link follows the language (web/shell/AppLife.vue). */
const manifestFiles = { nl: 'manifest.webmanifest', en: 'manifest.en.webmanifest' } as const satisfies Record<Lang, string>

/** The pictures of the shop window; made by `npm run screenshots`. */
export const shownSizes = { narrow: { width: 390, height: 844 }, wide: { width: 1280, height: 800 } } as const
type Form = keyof typeof shownSizes
type Shown = keyof typeof nl.screenshot
export const shownScreens = { narrow: ['start', 'what', 'done'], wide: ['start', 'done'] } as const satisfies Record<Form, readonly Shown[]>

const icon = (size: number, purpose: 'any' | 'maskable', name = `icon-${size}`) =>
  ({ src: `/icons/${name}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose }) as const

const picture = (lang: Lang, screen: Shown, form: Form) => ({
  src: `/screenshots/${lang}-${screen}-${form}.png`,
  sizes: `${shownSizes[form].width}x${shownSizes[form].height}`,
  type: 'image/png',
  form_factor: form,
  label: texts[lang].screenshot[screen],
})

/** What a phone shows of the installed app in one language. Both are the same app: one id. Colours are the page's (web/style.css). */
export const appManifest = (lang: Lang) =>
  ({
    id: '/',
    name: texts[lang].name,
    short_name: texts[lang].shortName,
    description: texts[lang].description,
    lang,
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#faf8f4',
    theme_color: '#faf8f4',
    categories: ['education', 'productivity', 'security'],
    icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable', 'icon-maskable-512')],
    screenshots: (['narrow', 'wide'] as const).flatMap((form) => shownScreens[form].map((screen) => picture(lang, screen, form))),
    shortcuts: [{ name: texts[lang].report, short_name: texts[lang].reportShort, url: '/melden', icons: [icon(192, 'any')] }],
    // One window: two of them on the same half-written report would overwrite each other.
    launch_handler: { client_mode: ['navigate-existing', 'auto'] },
    share_target: {
      action: '/delen',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: { title: 'title', text: 'text', url: 'url', files: [{ name: 'files', accept: ['image/*'] }] },
    },
  }) satisfies Partial<ManifestOptions>

/** Writes a manifest per language beside the page, and links the Dutch one. */
export function appManifests(): Plugin {
  return {
    name: 'seintje-app-manifests',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'link', attrs: { rel: 'manifest', href: `/${manifestFiles.nl}` }, injectTo: 'head' }],
    generateBundle() {
      for (const lang of ['nl', 'en'] as const) this.emitFile({ type: 'asset', fileName: manifestFiles[lang], source: JSON.stringify(appManifest(lang)) })
    },
  }
}
