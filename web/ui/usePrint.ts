import { nextTick, onBeforeUnmount, onMounted } from 'vue'

/** Opens the print dialog as soon as what is only for paper is on the page; `done` once the dialog closed, and never after it left the page. */
export function usePrint(done: () => void): void {
  onMounted(async () => {
    addEventListener('afterprint', done, { once: true })
    await nextTick()
    window.print()
  })
  onBeforeUnmount(() => removeEventListener('afterprint', done))
}
