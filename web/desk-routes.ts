import type { RouteRecordRaw } from 'vue-router'
import { notKept } from './on-demand.ts'

/** The screens that do nothing without the office: their addresses come on demand too, so that the first screen carries none of them. */
export const deskRoutes: RouteRecordRaw[] = [
  {
    path: '/register/:part(cijfers|overnemen)?',
    component: notKept(() => import('./register/RegisterScreen.vue'), 'register', 'keys'),
    meta: { shell: 'desk' },
  },
  { path: '/register/agenda', component: notKept(() => import('./register/RegisterAgendaScreen.vue'), 'yearly', 'terms', 'keys'), meta: { shell: 'desk' } },
  { path: '/logboek', component: notKept(() => import('./access/LogScreen.vue'), 'log', 'event', 'session', 'keys'), meta: { shell: 'desk' } },
  { path: '/leveranciers', component: notKept(() => import('./notification/ProcessorsScreen.vue'), 'processors', 'others', 'keys'), meta: { shell: 'desk' } },
  { path: '/maatregelen', component: notKept(() => import('./notification/MeasuresScreen.vue'), 'others', 'keys'), meta: { shell: 'desk' } },
  { path: '/ik/bestuur/seintjes', component: notKept(() => import('./alert/LadderScreen.vue'), 'ladder', 'alert', 'session', 'keys') },
  { path: '/ik/bestuur', component: notKept(() => import('./access/BoardChoicesScreen.vue'), 'search', 'keys', 'decision', 'letter') },
  { path: '/ik/mensen', component: notKept(() => import('./access/BoardKeysScreen.vue'), 'session', 'keys') },
  { path: '/vraag', component: notKept(() => import('./breach/QuestionScreen.vue'), 'question') },
  { path: '/bewijs/:code?', component: notKept(() => import('./training/CertificateScreen.vue'), 'certificate') },
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
