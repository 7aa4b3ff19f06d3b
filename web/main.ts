import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import { useSession } from './access/session-store.ts'
import App from './App.vue'
import { i18n, startLocale } from './i18n.ts'
import { openOffline, wireOffline } from './offline/open-offline.ts'
import { router } from './routes.ts'
import { listenToWorker, registerWorker } from './shell/worker.ts'
import './style.css'

await startLocale()
const app = createApp(App).use(createPinia()).use(i18n).use(router)
const session = useSession()

wireOffline({
  identity: () => session.identityId,
  onIdentity: (identityId) => (identityId === null ? session.expired() : void session.load()),
})
/** Somebody signed in or out, or the app began: what waited for him goes, what another left on a shared device goes too. */
async function settle(): Promise<void> {
  const offline = await openOffline()
  if (session.identityId !== null) void offline.drain('signedIn')
  await (await offline.more()).settleDevice(session.identityId, session.ownDevice)
  if (session.inTeam) await (await import('./alert/push-store.ts')).usePush().check()
}
const quietly = (work: Promise<unknown>) => void work.catch(() => undefined)
watch([() => session.identityId, () => session.ownDevice], () => quietly(settle()))

app.mount('#app')
listenToWorker((path) => void router.push(path))
void session.load()
// After the first paint: the store and the worker are large, and nobody looks at them.
requestAnimationFrame(() => setTimeout(() => [settle(), registerWorker()].forEach(quietly)))
