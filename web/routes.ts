import { createMemoryHistory, createRouter, createWebHistory, type NavigationGuard, type RouteComponent, type RouteRecordRaw } from 'vue-router'
import { takeInvitation } from './access/invitation.ts'
import { needTexts } from './i18n.ts'
import StartScreen from './incident/StartScreen.vue'
import './shell/route-meta.ts'

type Screen = () => Promise<{ default: RouteComponent }>

/** A screen that comes on demand, together with its sentences. */
const withTexts =
  (load: Screen, ...subjects: string[]): Screen =>
  async () =>
    (await Promise.all([load(), needTexts(...subjects)]))[0]

/** One that does nothing without the office and is not kept on the device (vite.config.ts): where it cannot be fetched it says so. */
const notKept =
  (load: Screen, ...subjects: string[]): Screen =>
  () =>
    withTexts(load, ...subjects)().catch(() => import('./shell/NoConnectionScreen.vue'))

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
  { path: '/ik/bestuur/seintjes', component: notKept(() => import('./alert/LadderScreen.vue'), 'ladder', 'alert', 'session', 'keys') },
  { path: '/ik/bestuur', component: notKept(() => import('./access/BoardChoicesScreen.vue'), 'search', 'keys', 'decision', 'letter') },
  { path: '/ik/mensen', component: notKept(() => import('./access/BoardKeysScreen.vue'), 'session', 'keys') },
  { path: '/sleutel', component: withTexts(() => import('./access/KeyInvitationScreen.vue'), 'session', 'keys'), beforeEnter: takeToken },
  { path: '/sleutel/kwijt', component: withTexts(() => import('./access/KeyLostScreen.vue'), 'session', 'keys') },
  { path: '/sleutels', component: withTexts(() => import('./access/KeysScreen.vue'), 'session', 'keys') },
]

const trainingDesk: RouteRecordRaw[] = [
  { path: '/oefenen/cijfers', component: notKept(() => import('./training/FiguresScreen.vue'), 'figures', 'keys'), meta: { shell: 'desk' } },
  {
    path: '/oefenen/bestuur',
    component: notKept(() => import('./training/TrainingBoardScreen.vue'), 'trainingboard', 'figures', 'keys'),
    meta: { shell: 'desk' },
  },
  {
    path: '/oefenen/namenlijsten',
    component: notKept(() => import('./training/NamedListsScreen.vue'), 'trainingboard', 'figures', 'keys'),
    meta: { shell: 'desk' },
  },
]

const team: RouteRecordRaw[] = [
  { path: '/register/:part(cijfers|overnemen)?', component: notKept(() => import('./register/RegisterScreen.vue'), 'register', 'keys'), meta: { shell: 'desk' } },
  { path: '/register/agenda', component: notKept(() => import('./register/RegisterAgendaScreen.vue'), 'yearly', 'terms', 'keys'), meta: { shell: 'desk' } },
  { path: '/logboek', component: notKept(() => import('./access/LogScreen.vue'), 'log', 'event', 'session', 'keys'), meta: { shell: 'desk' } },
  { path: '/alarm/:incidentId', component: withTexts(() => import('./alert/AlarmScreen.vue'), 'alert', 'incident', 'deadline', 'session', 'keys', 'terms') },
  { path: '/desk', component: deskScreen, meta: { shell: 'desk' } },
  { path: '/desk/:incidentId/:step(feiten|oordeel|ap|betrokkenen|anderen|register)?', component: deskScreen, meta: { shell: 'desk', keepFocus: true } },
  { path: '/leveranciers', component: notKept(() => import('./notification/ProcessorsScreen.vue'), 'processors', 'others', 'keys'), meta: { shell: 'desk' } },
  { path: '/maatregelen', component: notKept(() => import('./notification/MeasuresScreen.vue'), 'others', 'keys'), meta: { shell: 'desk' } },
  { path: '/demo/berichten', component: () => import('./shell/DemoMessagesScreen.vue') },
]

const moduleScreen = withTexts(() => import('./training/ModuleScreen.vue'), 'training')
const training: RouteRecordRaw[] = [
  { path: '/oefenen', component: withTexts(() => import('./training/TrainingScreen.vue'), 'training') },
  { path: '/oefenen/module/:id/:step(\\d+|klaar)?', component: moduleScreen, meta: { shell: 'flow' } },
  { path: '/oefenen/herhalen/:step(\\d+|klaar)?', component: withTexts(() => import('./training/PracticeScreen.vue'), 'training'), meta: { shell: 'flow' } },
  { path: '/oefenen/wat-we-bewaren', component: withTexts(() => import('./training/KeptScreen.vue'), 'kept') },
  { path: '/vraag', component: notKept(() => import('./breach/QuestionScreen.vue'), 'question') },
  { path: '/bewijs/:code?', component: notKept(() => import('./training/CertificateScreen.vue'), 'certificate') },
]

export const router = createRouter({
  history: import.meta.env.SSR ? createMemoryHistory() : createWebHistory(),
  routes: [
    { path: '/', component: StartScreen },
    ...report,
    ...access,
    ...team,
    ...trainingDesk,
    ...training,
    { path: '/:rest(.*)*', component: () => import('./shell/NotFoundScreen.vue') },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})
