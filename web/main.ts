import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import { useSession } from './access/session-store.ts'
import App from './App.vue'
import { i18n, startLocale } from './i18n.ts'
import { wireBeside } from './offline/beside.ts'
import { openOffline, wireOffline } from './offline/open-offline.ts'
import { router } from './routes.ts'
import { keepInstallOffer } from './shell/install-offer.ts'
import { drawnAhead } from './shell/take-over.ts'
import { listenToWorker } from './shell/worker.ts'
import { whatLies } from './training/waits.ts'
import './style.css'

window.addEventListener('beforeinstallprompt', keepInstallOffer)
await startLocale()
const app = createApp(App).use(createPinia()).use(i18n).use(router)
const session = useSession()

wireOffline({
  identity: () => session.identityId,
  onIdentity: (identityId) => (identityId === null ? session.expired() : void session.load()),
})
/** Somebody signed in or out, or the app began: what waited for him goes, what another left on a shared device goes too. */
async function settle(): Promise<void> {
  // Beside the rest: a device that can keep nothing can still ring.
  if (session.inTeam) quietly(lookAfterAlerts())
  const offline = await openOffline()
  if (session.identityId !== null) void offline.drain('signedIn')
  await (await offline.more()).settleDevice(session.identityId, session.ownDevice)
}
/** What was learned here: a few bytes know whether there is anything. A person who is still here keeps what the server told. */
const openTraining = async () => (whatLies() ? import('./training/open-training.ts') : null)
async function settleTraining(isNews: boolean): Promise<void> {
  if (isNews || session.identityId === null || whatLies() === 'waits') await (await openTraining())?.settleTraining()
}
wireBeside(openTraining)
window.addEventListener('online', () => quietly(settleTraining(false)))
const lookAfterAlerts = async () => (await import('./alert/push-store.ts')).usePush().check()
const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)
// Reports come first; what goes wrong with either is no matter of the other.
const settleAll = (isNews: boolean) =>
  quietly(
    settle()
      .catch(() => undefined)
      .then(() => settleTraining(isNews)),
  )
watch([() => session.identityId, () => session.ownDevice], () => settleAll(true))

/** Not awaited by this module: the screens are loaded with it, and would wait for it while it waits for them. */
async function takeOver(): Promise<void> {
  // A page that was drawn at build time stays until its screen is here, and what was done on it is done again.
  if (document.querySelector('#app')?.firstElementChild) {
    // A screen that does not come leaves the drawing as it is: first-paint.js says so there, and tries again.
    const here = await router.isReady().then(
      () => true,
      () => false,
    )
    if (!here) return void document.dispatchEvent(new Event('seintje-stuck'))
  }
  const doAgain = drawnAhead()
  app.mount('#app')
  doAgain?.()
  listenToWorker((path) => void router.push(path))
  void session.load()
  // After the first paint: the store is large, and nobody looks at it. The worker and all around it come from App.vue.
  requestAnimationFrame(() => setTimeout(() => settleAll(false)))
}
void takeOver()
