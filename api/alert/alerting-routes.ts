import { Hono } from 'hono'
import * as v from 'valibot'
import { AbsenceView, AlertingView, AlertTest, ChangeAlerting, ChangeMyAlerts, MyAlerts, SetAbsence, TestMyAlerts } from '../../shared/alert/alerting-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { changeAlerting } from './change-alerting.ts'
import { changeMyAlerts, listMyAlerts } from './my-alerts.ts'
import { readAlerting } from './read-alerting.ts'
import { endAbsence, setAbsence } from './set-absence.ts'
import { testMyAlerts } from './test-my-alerts.ts'

const BoardPath = v.object({ organisationId: Uuid })
const AbsencePath = v.object({ organisationId: Uuid, absenceId: Uuid })

/** Who is rung when at a board, and who is away. */
export const alertingRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/:organisationId/alerting', describe('Who is rung when, and who can be reached now', { 200: AlertingView }), param(BoardPath), async (c) =>
      c.json(await readAlerting(deps, needAble(c, 'alerting.read'), c.req.valid('param').organisationId)),
    )
    .put(
      '/:organisationId/alerting',
      describe('Change who is rung when, from the next alarm on', { 200: AlertingView, 422: 'it would be silent or late' }),
      param(BoardPath),
      json(ChangeAlerting),
      async (c) => c.json(await changeAlerting(deps, needAble(c, 'alerting.change'), { ...c.req.valid('param'), alerting: c.req.valid('json') })),
    )
    .post(
      '/:organisationId/absences',
      describe('Somebody is away: his deputy is rung in his place', { 201: AbsenceView }),
      param(BoardPath),
      json(SetAbsence),
      // Who may say it for himself and who may for another are both among those who may read.
      async (c) => c.json(await setAbsence(deps, needAble(c, 'alerting.read'), { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
    )
    .delete('/:organisationId/absences/:absenceId', describe('He is there again', { 204: 'ended', 404: 'not there' }), param(AbsencePath), async (c) => {
      await endAbsence(deps, needAble(c, 'alerting.read'), c.req.valid('param'))
      return c.body(null, 204)
    })

/** What rings me, at each board where I am in the team. */
export const myAlertsRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('What rings me', { 200: v.array(MyAlerts) }), async (c) => c.json(await listMyAlerts(deps, needAble(c, 'alerts.readOwn'))))
    .put('/:organisationId', describe('Change it', { 200: MyAlerts, 409: 'nothing would be left' }), param(BoardPath), json(ChangeMyAlerts), async (c) =>
      c.json(await changeMyAlerts(deps, needAble(c, 'alerts.changeOwn'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post('/:organisationId/test', describe('Send me a test now', { 200: AlertTest }), param(BoardPath), json(TestMyAlerts), async (c) =>
      c.json(await testMyAlerts(deps, needAble(c, 'alerts.testOwn'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
