import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import {
  ConfirmImport,
  EntryView,
  ExportQuery,
  FiguresQuery,
  ImportDone,
  ImportPreview,
  PreviewImport,
  RegisterFiguresView,
  RegisterPage,
  RegisterQuery,
  SaveEntry,
} from '../../shared/register/register-views.ts'
import type { Deps } from '../deps.ts'
import { needAble, needStepUp } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { langOf } from '../text.ts'
import { exportName, exportRegister } from './export-register.ts'
import { importRegister } from './import-register.ts'
import { listRegister } from './list-register.ts'
import { previewImport } from './preview-import.ts'
import { readEntry } from './read-entry.ts'
import { figuresCsv, readRegisterFigures } from './read-register-figures.ts'
import { saveRegisterEntry } from './save-entry.ts'

const IncidentPath = v.object({ incidentId: Uuid })
const types = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
} as const
const attached = (type: keyof typeof types, name: string) => ({
  'content-type': types[type],
  'content-disposition': `attachment; filename="${name}"`,
  'x-content-type-options': 'nosniff',
})

/** The entry of one incident. */
export const entryRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/:incidentId/register', describe('Its entry in the register, with what the file proposes', { 200: EntryView }), param(IncidentPath), async (c) => {
      const lang = langOf(c.req.header('accept-language'))
      return c.json(await readEntry(deps, needAble(c, 'register.read'), { ...c.req.valid('param'), lang }))
    })
    .put(
      '/:incidentId/register',
      describe('Save the fields that were changed; or complete it', { 200: EntryView }),
      param(IncidentPath),
      json(SaveEntry),
      async (c) => {
        const input = { ...c.req.valid('param'), ...c.req.valid('json'), lang: langOf(c.req.header('accept-language')) }
        return c.json(await saveRegisterEntry(deps, needAble(c, 'register.edit', { addressee: 'chair' }), input))
      },
    )

/** A file of 5 MB in base64, and some words around it. */
const sheetLimit = bodyLimit({
  maxSize: 7 * 1024 * 1024,
  onError: () => {
    throw new Problem('request.tooLarge', { limit: '5 MB' })
  },
})

/** The register of a board, or of all boards of one officer. */
export const registerRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get('/', describe('The register, newest first; at most fifty a page', { 200: RegisterPage }), query(RegisterQuery), async (c) =>
      c.json(await listRegister(deps, needAble(c, 'register.read'), c.req.valid('query'))),
    )
    .get('/figures', describe('A year of the register in numbers', { 200: RegisterFiguresView }), query(FiguresQuery), async (c) =>
      c.json(await readRegisterFigures(deps, needAble(c, 'register.figures'), c.req.valid('query'))),
    )
    .get('/figures/sheet', describe('The same as a sheet', { 200: 'text/csv' }), query(FiguresQuery), async (c) => {
      const actors = needAble(c, 'register.figures')
      const view = await readRegisterFigures(deps, actors, c.req.valid('query'))
      return c.body(figuresCsv(view, langOf(c.req.header('accept-language'))), 200, attached('csv', `seintje-register-${view.year}.csv`))
    })
    .get('/export', describe('The register as a file', { 200: 'application/octet-stream' }), query(ExportQuery), async (c) => {
      const actors = needAble(c, 'register.export')
      needStepUp(c, deps)
      const asked = c.req.valid('query')
      const bytes = await exportRegister(deps, actors, { ...asked, lang: langOf(c.req.header('accept-language')) })
      return c.body(bytes, 200, attached(asked.format, exportName(asked.format, c.var.arrivedAt)))
    })
    .post(
      '/imports/preview',
      sheetLimit,
      describe('What would be taken over from a sheet; writes nothing', { 200: ImportPreview }),
      json(PreviewImport),
      async (c) => c.json(await previewImport(deps, needAble(c, 'register.import'), c.req.valid('json'))),
    )
    .post('/imports/confirm', sheetLimit, describe('Take a sheet over, once', { 200: ImportDone }), json(ConfirmImport), async (c) =>
      c.json(await importRegister(deps, needAble(c, 'register.import'), c.req.valid('json'))),
    )
