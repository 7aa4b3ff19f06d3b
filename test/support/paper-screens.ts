import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { demoBoard } from '../../api/demo/board.ts'
import { modules } from '../../shared/training/modules.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { signIn } from './chromium.ts'
import { answersTo } from './learning.ts'
import type { liveOffice } from './live-office.ts'
import { readAloud, readPdf } from './read-pdf.ts'

const [module] = modules
const { organisationId } = demoBoard

/** Somebody nobody looks at finishes a module and prints his certificate: the code that stands on it. */
export async function furnishCertificate(o: Awaited<ReturnType<typeof liveOffice>>): Promise<string> {
  const auditor = await o.as('auditor')
  const answers = answersTo(module!, 'administration', o.now())
  await auditor.post('/training/answers', { organisationId, sentAt: o.now(), answers })
  const paper = await auditor.post('/training/certificates', { organisationId, moduleId: module!.id, name: null, lang: 'nl' })
  const words = readAloud(readPdf(new Uint8Array(await paper.arrayBuffer())).tree)
  return words.map((line) => /^P ((?:\w{4}-){3}\w{4})$/.exec(line)?.[1]).find(Boolean) ?? ''
}

/** A list of names that is open and one that is over, beside what the office says itself. */
const lists: MyTraining['lists'] = [
  {
    ...{ id: v7(), moduleId: 'spot-it', schoolId: null, reason: 'Na drie phishingmails willen we wie deze module nog mist zelf uitnodigen.' },
    ...{ askedBy: 'Frits Fictief', askedAt: '2026-03-01T09:00:00.000Z', agreedBy: 'Vera Verzonnen', openUntil: '2026-03-08T09:00:00.000Z' },
    ...{ endedAt: null, readCount: 2, lastReadAt: '2026-03-02T08:00:00.000Z' },
  },
  {
    ...{ id: v7(), moduleId: 'report-at-once', schoolId: demoBoard.schools[0]!.id, reason: 'Voor het jaarverslag aan de raad.' },
    ...{ askedBy: 'Vera Verzonnen', askedAt: '2025-11-03T09:00:00.000Z', agreedBy: 'Frits Fictief', openUntil: '2025-11-06T09:00:00.000Z' },
    ...{ endedAt: '2025-11-06T09:00:00.000Z', readCount: 0, lastReadAt: null },
  },
]
const consent = { consentedOn: '2026-01-15', document: 'Verslag GMR 15 januari, punt 4', recordedBy: 'Bram Bedacht', recordedAt: '2026-01-16T09:00:00.000Z' }
const past = {
  ...consent,
  consentedOn: '2025-10-20',
  recordedAt: '2025-10-21T09:00:00.000Z',
  withdrawnBy: 'Frits Fictief',
  withdrawnAt: '2025-12-01T09:00:00.000Z',
}
const withLists = (page: Page) =>
  page.route('**/api/v1/training?*', async (route) => {
    const response = await route.fetch()
    const mine = (await response.json()) as MyTraining
    await route.fulfill({ response, json: { ...mine, lists, consent, pastConsents: [past] } })
  })

type Show = (page: Page, origin: string, made: { certificateCode: string }) => Promise<void>
const check =
  (code: (made: { certificateCode: string }) => string, says: RegExp): Show =>
  async (page, origin, made) => {
    await page.goto(`${origin}/bewijs/${code(made)}`)
    await page.getByText(says).waitFor()
  }

export const paperScreens: Record<string, Show> = {
  'a certificate that is checked, signed out': check(({ certificateCode }) => certificateCode, /Dit bewijs is geldig|This certificate is valid/),
  'a certificate that is none': check(() => '0000-0000-0000-0000', /geen geldig bewijs|no valid certificate/),
  'what is kept of who practises': async (page, origin) => {
    await withLists(page)
    await signIn(page, origin, 'teacher', '/oefenen/wat-we-bewaren')
    await page.getByText(/^(Nu open|Open now)$/).waitFor()
    await page.getByRole('link', { name: /^(Kijk wie erom vroeg|See who asked)/ }).click()
    await page.locator('#kept-lists:focus').waitFor()
  },
}
