import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { needTexts } from './i18n.ts'
import StartScreen from './incident/StartScreen.vue'
import NotFoundScreen from './shell/NotFoundScreen.vue'
import './shell/route-meta.ts'

/** Sentences that only the team reads come with the screens that need them. */
const teamTexts = () => needTexts('incident', 'alert', 'deadline')

const report: RouteRecordRaw[] = [
  {
    path: '/melden',
    component: () => import('./incident/ReportScreen.vue'),
    meta: { shell: 'flow' },
    children: [
      { path: '', component: () => import('./incident/ReportWhat.vue') },
      { path: 'vertellen', component: () => import('./incident/ReportTell.vue') },
      { path: 'controleren', component: () => import('./incident/ReportCheck.vue') },
    ],
  },
  { path: '/melden/klaar/:id', component: () => import('./incident/ReportDoneScreen.vue') },
  { path: '/meldingen', component: () => import('./incident/MyReportsScreen.vue') },
  { path: '/meldingen/:id', component: () => import('./incident/MyReportScreen.vue') },
]

const access: RouteRecordRaw[] = [
  { path: '/inloggen', component: () => import('./access/SignInScreen.vue') },
  { path: '/ik', component: () => import('./access/MeScreen.vue'), beforeEnter: teamTexts },
]

const desk = () => import('./incident/DeskScreen.vue')
const team: RouteRecordRaw[] = [
  { path: '/alarm/:incidentId', component: () => import('./alert/AlarmScreen.vue'), beforeEnter: teamTexts },
  { path: '/desk', component: desk, meta: { shell: 'desk' }, beforeEnter: teamTexts },
  { path: '/desk/:incidentId', component: desk, meta: { shell: 'desk', keepFocus: true }, beforeEnter: teamTexts },
]

export const router = createRouter({
  history: createWebHistory(),
  routes: [{ path: '/', component: StartScreen }, ...report, ...access, ...team, { path: '/:rest(.*)*', component: NotFoundScreen }],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})
