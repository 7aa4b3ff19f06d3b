import { once } from 'node:events'
import { createServer } from 'node:http'

/** The least that a form which opens offline can be: eight tiles, a text, and a worker of ten lines. What our own is compared with. */
const kinds = ['Verkeerde ontvanger', 'Apparaat kwijt', 'Papier kwijt', 'Nepmail', 'Account overgenomen', 'Systeem', 'Ingezien', 'Iets anders']
const tile = (kind: string, at: number) => `<label><input type="radio" name="kind" value="${at}"><span>${kind}</span></label>`
const html = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Melden</title><link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script></head>
<body><main><h1>Wat is er gebeurd?</h1><form>${kinds.map(tile).join('')}
<textarea name="description" rows="4"></textarea><button>Verder</button></form></main></body></html>`

const css = `body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: #faf8f4; color: #16212b }
main { max-width: 640px; margin: 0 auto; padding: 20px }
form { display: grid; grid-template-columns: 1fr 1fr; gap: 10px }
label { position: relative; min-height: 96px; padding: 14px; border: 1.5px solid #dfdbd1; border-radius: 14px; background: #fff }
label.chosen { border-color: #0a5c63; background: #dff0ee }
input { position: absolute; inset: 0; opacity: 0 }
textarea, button { grid-column: 1 / -1; min-height: 52px; font: inherit }`

const js = `addEventListener('change', ({ target }) => {
  for (const label of document.querySelectorAll('label')) label.className = label.contains(target) ? 'chosen' : ''
})
navigator.serviceWorker.register('/sw.js')`

const worker = `const files = ['/', '/page.css', '/page.js']
addEventListener('install', (event) => {
  event.waitUntil(caches.open('page').then((cache) => cache.addAll(files)))
})
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)))
})`

const files: Record<string, [type: string, text: string]> = {
  '/': ['text/html', html],
  '/page.css': ['text/css', css],
  '/page.js': ['text/javascript', js],
  '/sw.js': ['text/javascript', worker],
}

export async function staticPage() {
  const server = createServer(({ url }, answer) => {
    const [type, text] = files[url ?? ''] ?? []
    if (text === undefined) return void answer.writeHead(404).end()
    answer.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => void server.close() }
}
