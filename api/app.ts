import { Hono, type Context, type Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from '../shared/problem.ts'
import { boardKeyRoutes } from './access/board-key-routes.ts'
import { boardRoutes } from './access/board-routes.ts'
import { deskRoutes, sessionListRoutes } from './access/desk-routes.ts'
import { keyRoutes } from './access/key-routes.ts'
import { logRoutes } from './access/log-routes.ts'
import { sessionRoutes } from './access/routes.ts'
import { settingsRoutes } from './access/settings-routes.ts'
import { alertingRoutes, myAlertsRoutes } from './alert/alerting-routes.ts'
import type { Engine } from './alert/engine.ts'
import { alarmRoutes, engineHealthRoutes, pushRoutes } from './alert/routes.ts'
import { assessmentRoutes } from './breach/assessment-routes.ts'
import { decisionRoutes } from './breach/decision-routes.ts'
import { factRoutes } from './breach/fact-routes.ts'
import { fileRoutes } from './breach/file-routes.ts'
import { questionRoutes } from './breach/question-routes.ts'
import { deadlineRoutes } from './deadline/routes.ts'
import { demoMessageRoutes, demoSessionRoutes, demoStepUpRoutes } from './demo/routes.ts'
import type { Deps } from './deps.ts'
import { whoAsks } from './http/actor.ts'
import type { Env } from './http/context.ts'
import { docsRoutes } from './http/docs.ts'
import { healthRoutes } from './http/healthz.ts'
import { keptAssets } from './http/kept-assets.ts'
import { metricsRoutes, type MetricsText } from './http/metrics.ts'
import { onError } from './http/on-error.ts'
import { demoOnlyHere, sameOrigin } from './http/origin.ts'
import { readyRoutes } from './http/readyz.ts'
import { securityHeaders } from './http/security-headers.ts'
import { appPage, drawnPages, sharedWithoutWorker, staticFiles, workerFile } from './http/static.ts'
import { closingRoutes } from './incident/closing-routes.ts'
import { fenceRoutes } from './incident/fence-routes.ts'
import { handInRoutes } from './incident/hand-in-routes.ts'
import { incidentRoutes } from './incident/incident-routes.ts'
import { reportPartRoutes } from './incident/report-part-routes.ts'
import { reportRoutes } from './incident/report-routes.ts'
import { searchRoutes } from './incident/search-routes.ts'
import { entryRoutes, registerRoutes } from './register/register-routes.ts'
import { measureRoutes, othersRoutes } from './notification/others-routes.ts'
import { processorRoutes } from './notification/processor-routes.ts'
import { noticeRoutes } from './notification/routes.ts'
import { letterRoutes, recipientRoutes } from './notification/people-routes.ts'
import { teamRoutes } from './incident/team-routes.ts'
import { retentionRoutes, yearlyRoutes } from './register/retention-routes.ts'
import { erasureRoutes } from './register/routes.ts'
import { boardTrainingRoutes } from './training/board-training-routes.ts'
import { figureRoutes } from './training/figure-routes.ts'
import { listRoutes } from './training/list-routes.ts'
import { learnRoutes } from './training/learn-routes.ts'
import { certificateRoutes, paperRoutes } from './training/paper-routes.ts'

const jsonLimit = 64 * 1024

/** Everything under /api/v1, in the order it is documented. */
const v1 = (deps: Deps) =>
  new Hono<Env>()
    .route('/session', sessionRoutes(deps))
    .route('/session', deskRoutes(deps))
    .route('/sessions', sessionListRoutes(deps))
    .route('/keys', keyRoutes(deps))
    .route('/reports', reportRoutes(deps))
    .route('/reports', reportPartRoutes(deps))
    .route('/hand-in', handInRoutes(deps))
    .route('/incidents', fenceRoutes(deps))
    .route('/incidents/search', searchRoutes(deps))
    .route('/incidents', incidentRoutes(deps))
    .route('/incidents', deadlineRoutes(deps))
    .route('/incidents', entryRoutes(deps))
    .route('/register', registerRoutes(deps))
    .route('/incidents', othersRoutes(deps))
    .route('/measures', measureRoutes(deps))
    .route('/processors', processorRoutes(deps))
    .route('/incidents', noticeRoutes(deps))
    .route('/incidents', letterRoutes(deps))
    .route('/incidents', recipientRoutes(deps))
    .route('/incidents', decisionRoutes(deps))
    .route('/incidents', closingRoutes(deps))
    .route('/incidents', factRoutes(deps))
    .route('/incidents', fileRoutes(deps))
    .route('/questions', questionRoutes(deps))
    .route('/incidents', retentionRoutes(deps))
    .route('/register', yearlyRoutes(deps))
    .route('/assessments', assessmentRoutes(deps))
    .route('/incidents', teamRoutes(deps))
    .route('/boards', boardRoutes(deps))
    .route('/boards', boardKeyRoutes(deps))
    .route('/boards', settingsRoutes(deps))
    .route('/boards', alertingRoutes(deps))
    .route('/my-alerts', myAlertsRoutes(deps))
    .route('/log', logRoutes(deps))
    .route('/training', figureRoutes(deps))
    .route('/training', listRoutes(deps))
    .route('/training', learnRoutes(deps))
    .route('/training', paperRoutes(deps))
    .route('/certificates', certificateRoutes(deps))
    .route('/alarms', alarmRoutes(deps))
    .route('/', pushRoutes(deps))
    .route('/', erasureRoutes(deps))
    .route('/training', boardTrainingRoutes(deps))

/** The web's view of the API: `hc<Api>` reads its types, nothing else of this room. */
export type Api = ReturnType<typeof v1>

type Parts = {
  engine: Engine
  /** absent where no METRICS_TOKEN is set */
  metrics?: MetricsText
  /** the built web app; absent in tests that need no screens */
  webRoot?: string
  /** where the hashed files of earlier versions lie */
  keptRoot?: string
}

/** The whole office as one fetch function. */
export function createApp(deps: Deps, { engine, metrics, webRoot, keptRoot }: Parts) {
  const demo = deps.env.mode === 'demo'
  const api = v1(deps)
  if (demo) api.route('/session/demo', demoSessionRoutes(deps)).route('/session/step-up/demo', demoStepUpRoutes(deps)).route('/demo', demoMessageRoutes(deps))
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('requestId', deps.newId())
      c.set('arrivedAt', deps.clock.now())
      c.header('server-now', c.var.arrivedAt)
      await next()
    })
    .use(securityHeaders(deps.env.publicUrl.startsWith('https:')))
    .use(demo ? demoOnlyHere() : (_c, next) => next())
    .use('/api/*', noStore, sameOrigin(deps.env.publicUrl, demo), smallBody, whoAsks(deps))
    .route('/healthz', healthRoutes(deps))
    .route('/healthz/engine', engineHealthRoutes(engine))
    .route('/readyz', readyRoutes(deps, engine))
    .route('/metrics', metricsRoutes(metrics, deps.env.metricsToken))
    .route('/api', docsRoutes(api))
    .route('/api/v1', api)
    .all('/api/*', () => {
      throw new Problem('request.notFound')
    })
  if (webRoot) {
    app.post('/delen', sharedWithoutWorker).get('/sw.js', workerFile(webRoot, deps.env))
    app.route('/', drawnPages(webRoot)).use(staticFiles(webRoot))
    if (keptRoot) app.get('/assets/*', keptAssets(keptRoot))
    app.get('*', appPage(webRoot))
  }
  return app
    .notFound(() => {
      throw new Problem('request.notFound')
    })
    .onError(onError(deps.log))
}

/** Nothing of the API is kept by a browser or a proxy. */
const noStore = async (c: Context<Env>, next: Next) => {
  c.header('cache-control', 'no-store')
  await next()
}

/** These routes and no other: a word of a path is somebody's own in many places. */
const takesFiles = /^\/api\/v1\/(?:(?:hand-in\/)?reports\/[^/]+\/attachments|incidents\/[^/]+\/(?:files|imports)|register\/imports)\/[^/]+$/
/** 64 KB for every body but those of files, whose routes have limits of their own. */
const smallBody = (c: Context<Env>, next: Next) => (takesFiles.test(c.req.path) ? next() : limit(c, next))

const limit = bodyLimit({
  maxSize: jsonLimit,
  onError: () => {
    throw new Problem('request.tooLarge', { limit: '64 KB' })
  },
})
