// On a page that was drawn at build time: the app comes after the first paint and leaves room for a first tap. A form that is
// sent before that is held, not lost: web/shell/take-over.ts sends it again.
const { app, ahead } = document.currentScript.dataset
const page = document.documentElement
let begun = false
function begin() {
  if (begun) return
  begun = true
  for (const href of ahead.split(' ').filter(Boolean)) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }))
  import(app)
}
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return
  event.preventDefault()
  page.dataset.held = ''
})
requestAnimationFrame(() => setTimeout(begin, 50))
// A page in the background paints nothing.
setTimeout(begin, 1000)
