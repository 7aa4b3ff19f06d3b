import type { ManifestOptions } from 'vite-plugin-pwa'

/** What a phone shows of the installed app. Colours are those of the tokens in web/style.css. */
export const appManifest = {
  id: '/',
  name: 'Seintje',
  short_name: 'Seintje',
  description: 'Meld een incident op school in een minuut, ook zonder internet.',
  lang: 'nl',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: '#faf8f4',
  theme_color: '#0a5c63',
  categories: ['education', 'productivity'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  shortcuts: [
    { name: 'Meld een incident', short_name: 'Melden', url: '/melden', icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }] },
  ],
} satisfies Partial<ManifestOptions>
