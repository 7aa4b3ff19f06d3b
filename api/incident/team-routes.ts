import { Hono } from 'hono'
import * as v from 'valibot'
import { AnswerConvening, Convene, GiveAdvice, Join, LetInAdviser, TeamView } from '../../shared/incident/team-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, Uuid } from '../http/validate.ts'
import { langOf } from '../text.ts'
import { answerConvening } from './answer-convening.ts'
import { conveneTeam } from './convene-team.ts'
import { endAdviser } from './end-adviser.ts'
import { endConvening } from './end-convening.ts'
import { giveAdvice } from './give-advice.ts'
import { joinIncidents } from './join-incidents.ts'
import { letInAdviser } from './let-in-adviser.ts'
import { readMeeting } from './read-meeting.ts'
import { readTeam } from './read-team.ts'
import { unjoinIncident } from './unjoin-incident.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const ConveningPath = v.object({ incidentId: Uuid, conveningId: Uuid })
const AdviserPath = v.object({ incidentId: Uuid, personId: Uuid })
const Ok = v.object({ ok: v.literal(true) })
const ok = { ok: true as const }
const Convened = v.object({ conveningId: v.string() })
const Given = v.object({ adviceId: v.string() })
const Joined = v.object({ awareAt: v.string(), deadlineAt: v.string() })
const Unjoined = v.object({ awareAt: v.string() })

/** The team called together or asked to stand by, and who comes. */
const conveningRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/:incidentId/team',
      describe('Who is called together, who advises and what, and which incidents were joined', { 200: TeamView }),
      param(IncidentPath),
      async (c) => c.json(await readTeam(deps, needAble(c, 'team.read'), c.req.valid('param'))),
    )
    .post(
      '/:incidentId/convenings',
      describe('Call the team together, or ask it to stand by; push and mail say which one and when, never where', { 200: Convened }),
      param(IncidentPath),
      json(Convene),
      async (c) => c.json(await conveneTeam(deps, needAble(c, 'team.convene'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:incidentId/convenings/:conveningId/answer',
      describe('I come, or I cannot', { 200: Ok }),
      param(ConveningPath),
      json(AnswerConvening),
      async (c) => {
        await answerConvening(deps, needAble(c, 'team.answer'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
    .post('/:incidentId/convenings/:conveningId/end', describe('It is over, or does not go on', { 200: Ok }), param(ConveningPath), async (c) => {
      await endConvening(deps, needAble(c, 'team.convene'), c.req.valid('param'))
      return c.json(ok)
    })
    .get(
      '/:incidentId/convenings/:conveningId/calendar.ics',
      describe('The meeting for one’s own calendar: which one and when', { 200: 'text/calendar' }),
      param(ConveningPath),
      async (c) => {
        const input = { ...c.req.valid('param'), lang: langOf(c.req.header('accept-language')) }
        const { name, text } = await readMeeting(deps, needAble(c, 'team.read'), input)
        return c.body(text, 200, {
          'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
          'content-disposition': `attachment; filename="${name}"`,
          'x-content-type-options': 'nosniff',
        })
      },
    )

/** Who advises on this incident, and what was advised. */
const adviceRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/:incidentId/advisers',
      describe('The chair lets somebody of the standing list in to this incident', { 200: Ok }),
      param(IncidentPath),
      json(LetInAdviser),
      async (c) => {
        await letInAdviser(deps, needAble(c, 'team.letInAdviser'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
    .delete('/:incidentId/advisers/:personId', describe('He advises no more, and sees nothing of it', { 200: Ok }), param(AdviserPath), async (c) => {
      await endAdviser(deps, needAble(c, 'team.letInAdviser'), c.req.valid('param'))
      return c.json(ok)
    })
    .post(
      '/:incidentId/advice',
      describe('The advice of the officer, or of an adviser who was let in', { 200: Given }),
      param(IncidentPath),
      json(GiveAdvice),
      async (c) => c.json(await giveAdvice(deps, needAble(c, 'advice.give'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )

/** Reports of one thing become one incident, and that is taken back. */
const joinRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/:incidentId/join',
      describe('The reports of another incident become part of this one; that one closes and points here', { 200: Joined }),
      param(IncidentPath),
      json(Join),
      // The chair may, where it came straight to him: whether it did shows only inside.
      async (c) => c.json(await joinIncidents(deps, needAble(c, 'incident.join', { addressee: 'chair' }), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post(
      '/:incidentId/unjoin',
      describe('They go back, and it is open again with its own terms', { 200: Unjoined }),
      param(IncidentPath),
      json(Join),
      async (c) =>
        c.json(await unjoinIncident(deps, needAble(c, 'incident.join', { addressee: 'chair' }), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )

export const teamRoutes = (deps: Deps) => new Hono<Env>().route('/', conveningRoutes(deps)).route('/', adviceRoutes(deps)).route('/', joinRoutes(deps))
