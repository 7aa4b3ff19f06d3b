import { createMemoryHistory, createRouter, createWebHistory, type NavigationGuard, type RouteRecordRaw } from 'vue-router'
import { takeInvitation } from './access/invitation.ts'
import StartScreen from './incident/StartScreen.vue'
import { withTexts } from './on-demand.ts'
import './shell/route-meta.ts'

const reportScreen = withTexts(() => import('./incident/ReportScreen.vue'), 'form', 'advice')
const deskScreen = withTexts(() => import('./incident/DeskScreen.vue'), 'incident', 'alert', 'deadline', 'session', 'keys', 'fence', 'search', 'terms')

/** The token of an invitation leaves the address before anything else happens. */
const takeToken: NavigationGuard = (to) => {
  if (to.hash === '') return true
  takeInvitation(to.hash)
  return { path: to.path, replace: true }
}

const report: RouteRecordRaw[] = [
  { path: '/melden/:step(vertellen|controleren)?', component: reportScreen, meta: { shell: 'flow' } },
  { path: '/melden/klaar/:id', component: withTexts(() => import('./incident/ReportDoneScreen.vue'), 'form', 'advice') },
  { path: '/meldingen', component: withTexts(() => import('./incident/MyReportsScreen.vue'), 'mine', 'handin') },
  { path: '/toestel', component: withTexts(() => import('./incident/DeviceScreen.vue'), 'device', 'mine', 'form', 'handin') },
  { path: '/meldingen/:id', component: withTexts(() => import('./incident/MyReportScreen.vue'), 'mine', 'form', 'device', 'handin') },
  { path: '/inleveren/:id', component: withTexts(() => import('./incident/HandInScreen.vue'), 'handin', 'form', 'device') },
]

const access: RouteRecordRaw[] = [
  { path: '/inloggen', component: withTexts(() => import('./access/SignInScreen.vue'), 'session', 'keys') },
  { path: '/ik', component: withTexts(() => import('./access/MeScreen.vue'), 'session', 'alert', 'incident', 'keys') },
  { path: '/ik/schoolcode', component: withTexts(() => import('./access/SchoolCodeScreen.vue'), 'session') },
  { path: '/ik/seintjes', component: withTexts(() => import('./alert/MyAlertsScreen.vue'), 'ladder', 'alert', 'session', 'keys') },
  { path: '/sleutel', component: withTexts(() => import('./access/KeyInvitationScreen.vue'), 'session', 'keys'), beforeEnter: takeToken },
  { path: '/sleutel/kwijt', component: withTexts(() => import('./access/KeyLostScreen.vue'), 'session', 'keys') },
  { path: '/sleutels', component: withTexts(() => import('./access/KeysScreen.vue'), 'session', 'keys') },
]

const team: RouteRecordRaw[] = [
  { path: '/alarm/:incidentId', component: withTexts(() => import('./alert/AlarmScreen.vue'), 'alert', 'incident', 'deadline', 'session', 'keys', 'terms') },
  { path: '/desk', component: deskScreen, meta: { shell: 'desk' } },
  { path: '/desk/:incidentId/:step(feiten|oordeel|ap|betrokkenen|anderen|register)?', component: deskScreen, meta: { shell: 'desk', keepFocus: true } },
  { path: '/demo/berichten', component: () => import('./shell/DemoMessagesScreen.vue') },
]

const moduleScreen = withTexts(() => import('./training/ModuleScreen.vue'), 'training')
const training: RouteRecordRaw[] = [
  { path: '/oefenen', component: withTexts(() => import('./training/TrainingScreen.vue'), 'training') },
  { path: '/oefenen/module/:id/:step(\\d+|klaar)?', component: moduleScreen, meta: { shell: 'flow' } },
  { path: '/oefenen/herhalen/:step(\\d+|klaar)?', component: withTexts(() => import('./training/PracticeScreen.vue'), 'training'), meta: { shell: 'flow' } },
  { path: '/oefenen/wat-we-bewaren', component: withTexts(() => import('./training/KeptScreen.vue'), 'kept') },
]

export const router = createRouter({
  history: import.meta.env.SSR ? createMemoryHistory() : createWebHistory(),
  routes: [
    { path: '/', component: StartScreen },
    ...report,
    ...access,
    ...team,
    ...training,
    { path: '/:rest(.*)*', name: 'rest', component: () => import('./shell/NotFoundScreen.vue') },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

let isWhole = false
/** An address that is not among these may be one of the desk's. */
router.beforeEach(async (to) => {
  if (isWhole || to.name !== 'rest') return true
  const more = await import('./desk-routes.ts').catch(() => null)
  if (!more) return true
  isWhole = true
  for (const route of more.deskRoutes) router.addRoute(route)
  return { path: to.path, query: to.query, hash: to.hash, replace: true }
})
