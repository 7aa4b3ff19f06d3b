import { Hono } from 'hono'
import * as v from 'valibot'
import { CertificateAsked, CertificateCheck } from '../../shared/training/training-views.ts'
import type { Deps } from '../deps.ts'
import { needAble } from '../http/actor.ts'
import type { Env } from '../http/context.ts'
import { networkOf } from '../http/network.ts'
import { describe, json, param, query, Uuid } from '../http/validate.ts'
import { checkCertificate } from './check-certificate.ts'
import { issueCertificate } from './issue-certificate.ts'
import { makeDossier } from './make-dossier.ts'

const CodePath = v.object({ code: v.string() })
const DossierAsked = v.object({ organisationId: Uuid, lang: v.picklist(['nl', 'en']) })

const attached = (name: string) => ({
  'content-type': 'application/pdf',
  'content-disposition': `attachment; filename="${name}.pdf"`,
  'x-content-type-options': 'nosniff',
})

/** What training puts on paper. */
export const paperRoutes = (deps: Deps) =>
  new Hono<Env>()
    .post(
      '/certificates',
      describe('A certificate of a finished module, with a name that is not kept', { 200: 'application/pdf' }),
      json(CertificateAsked),
      async (c) => {
        const asked = c.req.valid('json')
        const name = { nl: 'bewijs', en: 'certificate' }[asked.lang]
        return c.body(await issueCertificate(deps, needAble(c, 'training.follow'), asked), 200, attached(`seintje-${name}`))
      },
    )
    .get('/dossier', describe('One page for the participation council, from the real settings', { 200: 'application/pdf' }), query(DossierAsked), async (c) => {
      const asked = c.req.valid('query')
      const name = { nl: 'medezeggenschap', en: 'participation-council' }[asked.lang]
      return c.body(await makeDossier(deps, needAble(c, 'training.makeDossier'), asked), 200, attached(`seintje-${name}`))
    })

/** Whether a certificate is genuine, for anyone: without a session, and without a word about whose it is. */
export const certificateRoutes = (deps: Deps) =>
  new Hono<Env>().get('/:code', describe('Whether a certificate holds', { 200: CertificateCheck }), param(CodePath), async (c) =>
    c.json(await checkCertificate(deps, networkOf(c, deps.env), c.req.valid('param').code)),
  )
