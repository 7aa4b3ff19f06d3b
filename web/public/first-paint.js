// On a page that was drawn at build time: the app comes after the first paint and leaves room for a first tap. What is done here
// before that is held, not lost: web/shell/take-over.ts does it again. Until then the page's data-drawn says that it is a drawing.
const { app, ahead } = document.currentScript.dataset
const page = document.documentElement
const box = 'seintje.drawn'
const files = ahead.split(' ').filter(Boolean)
const { tries = 0, ticked = [], held = false } = kept()
let begun = false
let asking = false
page.dataset.drawn = ''

// What was ticked before this page had to be loaded again.
for (const input of document.querySelectorAll('#app input')) if (ticked.includes(input.id)) input.checked = true
if (held) page.dataset.held = ''
keep({ tries })

function begin() {
  if (begun) return
  begun = true
  for (const href of files) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
  import(app).catch(stuck)
  // A line that is hardly there breaks nothing, and brings nothing.
  setTimeout(tell, 30_000)
}

// Not every browser asks twice for a script that failed: the page is loaded again, once everything it needs can be had.
function stuck() {
  tell()
  window.addEventListener('online', () => again())
  // A script that comes and does not run is not asked for without end.
  if (tries < 3) setInterval(again, 5000)
}
async function again() {
  if (asking || !drawn()) return
  asking = true
  const found = await Promise.all([location.href, app, ...files].map((file) => fetch(file))).catch(() => [])
  asking = false
  if (!found[0]?.ok) return
  const now = [...document.querySelectorAll('#app input:checked')].map(({ id }) => id)
  keep({ tries: tries + 1, ticked: now, held: 'held' in page.dataset })
  location.reload()
}
function tell() {
  if (!drawn()) return
  if (!said()) document.querySelector('#inhoud').prepend(document.querySelector('#stuck').content.cloneNode(true))
  said().scrollIntoView({ block: 'nearest' })
}
function said() {
  return document.querySelector('#inhoud > [role=alert]')
}

document.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return
  event.preventDefault()
  page.dataset.held = ''
  // Nothing happens on this tap, and this is why.
  if (said()) tell()
})
document.addEventListener('click', ({ target }) => {
  const button = drawn() && target.closest('button[type=button]')
  if (button && 'again' in button.dataset) again()
  else if (button) button.dataset.tapped = ''
})
document.addEventListener('seintje-stuck', stuck)
requestAnimationFrame(() => setTimeout(begin, 50))
// A page in the background paints nothing.
setTimeout(begin, 1000)

function drawn() {
  return 'drawn' in page.dataset
}
// A browser that forbids storage throws on the mere mention of it.
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(box)) ?? {}
  } catch {
    return {}
  }
}
function keep(what) {
  try {
    sessionStorage.setItem(box, JSON.stringify(what))
  } catch {
    // The ticks are lost with the page then.
  }
}
