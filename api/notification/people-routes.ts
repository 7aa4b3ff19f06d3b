import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import {
  AddRecipients,
  FinishCommunication,
  NoteSending,
  PeopleView,
  RecipientPage,
  recipientKinds,
  SaveCommunication,
  StartCommunication,
} from '../../shared/notification/people-views.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { ableFirst, needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { langOf } from '../text.ts'
import { exportCommunication, letterFormats, type LetterFormat } from './export-communication.ts'
import { noteSending } from './note-sending.ts'
import { readPeople } from './read-people.ts'
import { addRecipients, confirmDeletion, exportRecipients, listRecipients, removeRecipient, removeUntold } from './recipients.ts'
import { dropCommunication, finishCommunication, saveCommunication, startCommunication } from './write-communication.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const LetterPath = v.object({ incidentId: Uuid, id: Uuid })
const Format = v.object({ format: v.picklist(letterFormats) })
const RecipientPath = v.object({ incidentId: Uuid, recipientId: Uuid })
const Listed = v.object({ kind: v.picklist(recipientKinds), page: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number)), '0') })
const Grouped = v.object({ group: v.picklist(['shared', 'alone']) })
const ok = { ok: true as const }
const Ok = v.object({ ok: v.literal(true) })
const Started = v.object({ id: v.string(), revision: v.number() })

/** A whole list of people: more than other bodies, and no more than its file. */
const listLimit = bodyLimit({
  maxSize: 2 * 1024 * 1024,
  onError: () => {
    throw new Problem('request.tooLarge', { limit: '2 MB' })
  },
})

const typeOf: Readonly<Record<LetterFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  text: 'text/plain; charset=utf-8',
}
const endingOf: Readonly<Record<LetterFormat, string>> = { docx: 'docx', pdf: 'pdf', text: 'txt' }

const attached = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
  'x-content-type-options': 'nosniff',
})

/** What people are told, and that it went out. */
export const letterRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get(
      '/:incidentId/people',
      describe('Telling people: the gates, what was decided, texts, what went out, and the list', { 200: PeopleView }),
      param(IncidentPath),
      async (c) => c.json(await readPeople(deps, needAble(c, 'facts.read'), c.req.valid('param'))),
    )
    .post(
      '/:incidentId/communications',
      describe('A text begins, filled in as far as is known', { 200: Started }),
      param(IncidentPath),
      json(StartCommunication),
      async (c) => c.json(await startCommunication(deps, needAble(c, 'communication.write'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .put(
      '/:incidentId/communications/:id',
      describe('What was typed; 409 where somebody else was faster, and nothing is lost', { 200: v.object({ revision: v.number() }) }),
      param(LetterPath),
      json(SaveCommunication),
      async (c) => c.json(await saveCommunication(deps, needAble(c, 'communication.write'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .post('/:incidentId/communications/:id/finish', describe('It is final', { 200: Ok }), param(LetterPath), json(FinishCommunication), async (c) => {
      await finishCommunication(deps, needAble(c, 'communication.write'), { ...c.req.valid('param'), ...c.req.valid('json') })
      return c.json(ok)
    })
    .delete('/:incidentId/communications/:id', describe('A draft goes out of sight', { 200: Ok }), param(LetterPath), async (c) => {
      await dropCommunication(deps, needAble(c, 'communication.write'), c.req.valid('param'))
      return c.json(ok)
    })
    .post(
      '/:incidentId/communications/:id/sendings',
      describe('It went out: by what, when, to how many or to whom on the list', { 200: v.object({ id: v.string(), count: v.number() }) }),
      param(LetterPath),
      json(NoteSending),
      async (c) => c.json(await noteSending(deps, needAble(c, 'communication.send'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .get(
      '/:incidentId/communications/:id/export',
      describe('A text as a document, a tagged PDF or plain text', { 200: 'the file' }),
      param(LetterPath),
      query(Format),
      async (c) => {
        const asked = { ...c.req.valid('param'), ...c.req.valid('query') }
        const bytes = await exportCommunication(deps, needAble(c, 'facts.read'), asked)
        return c.body(bytes, 200, attached(typeOf[asked.format], `seintje-brief.${endingOf[asked.format]}`))
      },
    )

/** Who is told, and who got what was not for him. */
export const recipientRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/:incidentId/recipients', describe('A hundred of the list at a time', { 200: RecipientPage }), param(IncidentPath), query(Listed), async (c) =>
      c.json(await listRecipients(deps, needAble(c, 'communication.write'), { ...c.req.valid('param'), ...c.req.valid('query') })),
    )
    .post(
      '/:incidentId/imports/recipients',
      describe('People on the list, one or a whole file of them: all, or none', { 200: v.object({ added: v.number() }) }),
      ableFirst('communication.write'),
      listLimit,
      param(IncidentPath),
      json(AddRecipients),
      async (c) => c.json(await addRecipients(deps, needAble(c, 'communication.write'), { ...c.req.valid('param'), ...c.req.valid('json') })),
    )
    .delete(
      '/:incidentId/recipients',
      describe('All who were not told yet go off the list', { 200: v.object({ removed: v.number() }) }),
      param(IncidentPath),
      async (c) => c.json(await removeUntold(deps, needAble(c, 'communication.write'), c.req.valid('param'))),
    )
    .delete('/:incidentId/recipients/:recipientId', describe('One goes off the list', { 200: Ok }), param(RecipientPath), async (c) => {
      await removeRecipient(deps, needAble(c, 'communication.write'), c.req.valid('param'))
      return c.json(ok)
    })
    .put(
      '/:incidentId/recipients/:recipientId/deletion',
      describe('Who got what was not for him says that it is gone', { 200: Ok }),
      param(RecipientPath),
      json(v.strictObject({ confirmed: v.boolean() })),
      async (c) => {
        await confirmDeletion(deps, needAble(c, 'communication.write'), { ...c.req.valid('param'), ...c.req.valid('json') })
        return c.json(ok)
      },
    )
    .get(
      '/:incidentId/recipients/export',
      describe('Those who were not told yet as a file for a mailing; the key is shown first', { 200: 'text/csv' }),
      param(IncidentPath),
      query(Grouped),
      async (c) => {
        const actors = needAble(c, 'communication.send')
        needStepUp(c, deps)
        const lang = langOf(c.req.header('accept-language'))
        const { text } = await exportRecipients(deps, actors, { ...c.req.valid('param'), ...c.req.valid('query'), lang })
        return c.body(text, 200, attached('text/csv; charset=utf-8', `seintje-lijst-${c.req.valid('query').group}.csv`))
      },
    )
