import type { Page } from 'playwright-core'
import { factsScreens, furnishFacts } from './facts-screens.ts'
import { furnishDesk } from './furnish-desk.ts'
import { furnishTerms } from './furnish-terms.ts'
import { furnishTraining } from './furnish-training.ts'
import { signIn, workerReady } from './chromium.ts'
import { decisionScreens } from './decision-screens.ts'
import { openHandIn, waitAMinute, writeSignedOut } from './hand-in-screens.ts'
import { demoCode } from './hand-in.ts'
import { newerVersionWaits, offersToInstall, onIphone } from './home-screen.ts'
import { withDeskShut, withKeys } from './key-screens.ts'
import { trainingScreens } from './training-screens.ts'
import { withLadder, withMyAlerts, withNobody } from './ladder-screens.ts'
import type { liveOffice } from './live-office.ts'
import { noticeScreens } from './notice-screens.ts'
import { furnishOthers, othersScreens } from './others-screens.ts'
import { furnishCertificate, paperScreens } from './paper-screens.ts'
import { furnishRegister, registerScreens } from './register-screens.ts'
import { furnishPeople, peopleScreens } from './people-screens.ts'
import { share } from './share.ts'
import { furnishTeam, teamScreens } from './team-screens.ts'
import { furnishYearly, yearlyScreens } from './yearly-screens.ts'
import { trainingDeskScreens } from './training-desk-screens.ts'

export type Furnished = {
  incidentId: string
  discreetId: string
  reportId: string
  handedInId: string
  confirmedId: string
  toChairId: string
  erasedId: string
  termsId: string
  proposedId: string
  filedId: string
  certificateCode: string
  factsId: string
  factLink: string
  teamId: string
  keptId: string
  othersId: string
}
export type Show = (page: Page, origin: string, made: Furnished) => Promise<void>

/** Everything there is to look at. */
export async function furnish(o: Awaited<ReturnType<typeof liveOffice>>): Promise<Furnished> {
  const { report, ...desk } = await furnishDesk(o)
  await furnishTraining(o)
  await furnishRegister(o, desk.incidentId)
  await furnishPeople(o, desk.incidentId)
  return {
    ...desk,
    ...(await furnishTerms(o, report)),
    ...(await furnishFacts(o, report)),
    ...(await furnishOthers(o)),
    certificateCode: await furnishCertificate(o),
    teamId: await furnishTeam(o, report),
    keptId: await furnishYearly(o),
  }
}

const settled = async (page: Page) => {
  await page.locator('h1').first().waitFor()
  // The desk's stream never ends, so a quiet network says nothing: the page itself says when it is busy.
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
  await page.waitForTimeout(100)
}
const at =
  (persona: string | null, path: string | ((made: Furnished) => string), then?: (page: Page) => Promise<void>): Show =>
  async (page, origin, made) => {
    const where = typeof path === 'string' ? path : path(made)
    if (persona) await signIn(page, origin, persona, where)
    else await page.goto(origin + where)
    await settled(page)
    await then?.(page)
  }

const toTell = async (page: Page) => {
  await page.locator('input[type=radio][value=deviceLost]').check()
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/vertellen/)
  await settled(page)
}
const toCheck = async (page: Page) => {
  await toTell(page)
  await page.locator('#description').fill('USB-stick met toetsen van groep 8 ligt in de trein van 7:42.')
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/controleren/)
  await settled(page)
}
/** For the team, but not for three of its four: a fourth cannot be left out. */
const toCheckKeptFrom = async (page: Page) => {
  await toCheck(page)
  await page.locator('summary').click()
  for (const role of ['dpo', 'handler', 'chair']) await page.locator(`input[type=checkbox][value=${role}]`).check()
  await page.locator('input[type=checkbox][value=headOfIct]').click()
  await page.getByText(/vertrouwenspersoon|confidential adviser/).waitFor()
}
const toDone = async (page: Page) => {
  await toCheck(page)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/klaar/)
  await settled(page)
}

const to = async (page: Page, path: string) => {
  await page.goto(new URL(path, page.url()).href)
  await settled(page)
}
/** A report that does not get away, and a draft beside it. */
const furnishDevice = async (page: Page) => {
  await page.route('**/api/v1/reports/0*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.fallback()))
  await toDone(page)
  await to(page, '/melden')
  await page.locator('input[type=radio][value=wrongRecipient]').check()
  await page.waitForTimeout(500)
}
const toDevice = async (page: Page) => {
  await furnishDevice(page)
  await to(page, '/toestel')
  await page.locator('li section').first().waitFor()
}
const typeWhere = (happens: () => unknown) => async (page: Page) => {
  await toTell(page)
  await page.evaluate(happens)
  await page.locator('#description').fill('USB-stick met toetsen van groep 8 ligt in de trein van 7:42.')
  await page.getByText(/Dit toestel is vol|This device is full|Er is een nieuwe versie|There is a new version/).waitFor()
}
const fullDisk = () => {
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
}
/** What a newer app in another tab does: it asks for a higher version of the store. */
const newerTab = () => void indexedDB.open('seintje', 1_000)
/** The same, on a browser that does or says something of its own. */
const where =
  (prepare: (page: Page) => Promise<unknown>, show: Show): Show =>
  async (page, origin, made) => {
    await prepare(page)
    await show(page, origin, made)
  }
const showsHint = (page: Page) => page.locator('#install').scrollIntoViewIfNeeded()

/** Every screen in every state a person may meet it in: the tests judge them, the screenshots show them. */
export const screens: Record<string, Show> = {
  'the start, signed out': at(null, '/'),
  'the start of a teacher': at('teacher', '/'),
  'what happened': at('teacher', '/melden'),
  'what happened, nothing chosen': at('teacher', '/melden', (page) => page.locator('button[type=submit]').click()),
  'telling it': at('teacher', '/melden', toTell),
  'telling it, nothing written': at('teacher', '/melden', async (page) => {
    await toTell(page)
    await page.locator('button[type=submit]').click()
  }),
  'telling it, with everything unfolded': at('teacher', '/melden', async (page) => {
    await toTell(page)
    for (const summary of await page.locator('summary').all()) await summary.click()
    await page.locator('input[type=radio][value=picked]').check()
  }),
  'checking it': at('teacher', '/melden', toCheck),
  'checking it, and who must not see it': at('teacher', '/melden', toCheckKeptFrom),
  'done and received': at('teacher', '/melden', toDone),
  'done without a network': at('teacher', '/melden', async (page) => {
    await toCheck(page)
    await page.context().setOffline(true)
    await page.locator('button[type=submit]').click()
    await page.waitForURL(/klaar/)
    await page.locator('h1').first().waitFor()
  }),
  'done, and held longer than a minute': async (page, origin) => {
    await writeSignedOut(page, origin)
    await waitAMinute(page)
  },
  'the start, with a report held longer than a minute': async (page, origin) => {
    await writeSignedOut(page, origin)
    await waitAMinute(page)
    await page.goto(origin)
    await page.locator('a[href^="/inleveren/"]').waitFor()
    await settled(page)
  },
  "the school's code": (page, origin) => openHandIn(page, origin),
  "the school's code, not one": (page, origin) => openHandIn(page, origin, 'abc'),
  "the school's code, and where it goes": (page, origin) => openHandIn(page, origin, demoCode),
  'done and handed in': async (page, origin) => {
    await openHandIn(page, origin, demoCode)
    await page.locator('button[type=submit]').click()
    await page.waitForURL(/klaar/)
    await page.getByRole('heading', { name: /^(Ontvangen|Received)$/ }).waitFor()
    await settled(page)
  },
  'a report taken by phone': at('handler', '/melden?telefoon=1', toTell),
  'my reports': at('teacher', '/meldingen'),
  'my reports, none yet': at('schoolLead', '/meldingen'),
  'one report with its messages': at('teacher', (made) => `/meldingen/${made.reportId}`),
  'signing in': at(null, '/inloggen'),
  'signing in with a key': at(null, '/inloggen', (page) => page.getByRole('button', { name: /Ik heb een sleutel|I have a key/ }).click()),
  'who I am': at('dpo', '/ik'),
  'making a key on an invitation': at('dpo', '/sleutel#uitnodiging'),
  'my keys and sessions': where(withKeys, at('dpo', '/sleutels')),
  'the recovery codes': where(
    withKeys,
    at('dpo', '/sleutels', async (page) => {
      await page.getByRole('button', { name: /Maak nieuwe codes|Make new codes/ }).click()
      await page.getByRole('button', { name: /^(Ja, maak|Yes, make)/ }).click()
      await page.locator('#codes-kept').waitFor()
    }),
  ),
  'the keys of the team': where(withKeys, at('dpo', '/ik/mensen')),
  'the school code': at('dpo', '/ik/schoolcode'),
  'the school code, before it is changed': at('dpo', '/ik/schoolcode', (page) => page.getByRole('button', { name: /nieuwe code|new code/ }).click()),
  'the school code of someone who may not see it': at('teacher', '/ik/schoolcode'),
  'the school code, signed out': at(null, '/ik/schoolcode'),
  'an alarm': at('dpo', (made) => `/alarm/${made.incidentId}`),
  'an alarm, signed out': at(null, (made) => `/alarm/${made.incidentId}`),
  'an alarm with its calls': at('dpo', (made) => `/alarm/${made.proposedId}`),
  'a dossier with its terms': at('dpo', (made) => `/desk/${made.termsId}`),
  ...decisionScreens(at),
  'a dossier whose clock stands still': at('dpo', (made) => `/desk/${made.filedId}`),
  'the desk': at('dpo', '/desk', async (page) => {
    await page
      .locator('summary')
      .filter({ hasText: /Zoek in verhalen|Search the stories/ })
      .click()
    await page.locator('#search-words').fill('stick')
    await page.keyboard.press('Enter')
    await page.getByText(/^\d+ (dossiers? gevonden|files? found)\.$/).waitFor()
  }),
  'a dossier': at('dpo', (made) => `/desk/${made.incidentId}`),
  'a discreet dossier that is late': at('dpo', (made) => `/desk/${made.discreetId}`),
  'a dossier as the chair sees it': at('chair', (made) => `/desk/${made.incidentId}`),
  'a dossier of a report that is not verified': at('dpo', (made) => `/desk/${made.handedInId}`),
  'a dossier of a report that was confirmed later': at('dpo', (made) => `/desk/${made.confirmedId}`),
  'a dossier that is not verified, as the chair sees it': at('chair', (made) => `/desk/${made.handedInId}`),
  'a dossier that came straight to the chair': at('chair', (made) => `/desk/${made.toChairId}`),
  'a dossier through the emergency door': at('handler', (made) => `/desk/${made.toChairId}`),
  'the emergency door, before it opens': at('dpo', '/desk', async (page) => {
    await page.getByRole('button', { name: /^(Noodknop|Emergency door)/ }).click()
    await page.locator('dialog[open]').waitFor()
  }),
  ...teamScreens(at),
  'a dossier that was erased': at('dpo', (made) => `/desk/${made.erasedId}`),
  'a dossier that does not exist': at('dpo', '/desk/01900000-0000-7000-8000-000000000999'),
  'the desk of someone who has none': at('teacher', '/desk'),
  'the desk, signed out': at(null, '/desk'),
  'the log': at('auditor', '/logboek', async (page) => {
    await page.locator('#rows').waitFor()
    const first = page.locator('details summary').first()
    if (await first.count()) await first.click()
  }),
  'the log, for an administrator': at('admin', '/logboek'),
  'the choices of the board': at('dpo', '/ik/bestuur'),
  ...noticeScreens(at),
  ...trainingDeskScreens(at, where),
  ...registerScreens(at),
  ...factsScreens(at),
  'who is rung when': where(withLadder, at('dpo', '/ik/bestuur/seintjes')),
  'who is rung when, while it is changed and wrong': where(
    withLadder,
    at('dpo', '/ik/bestuur/seintjes', async (page) => {
      await page.getByRole('button', { name: /^(Pas aan|Change it)$/ }).click()
      await page
        .getByRole('button', { name: /^(Pas de stap aan|Change the step)/ })
        .nth(1)
        .click()
      await page.locator('#day-1-afterMinutes').fill('0')
      await page.getByRole('button', { name: /^(Opslaan|Save)$/ }).click()
      await page.getByRole('alert').waitFor()
    }),
  ),
  'the desk, when nobody can be reached': where(
    withNobody,
    at('dpo', '/desk', (page) => page.getByRole('heading', { name: /Niemand is te bereiken|Nobody can be reached/ }).waitFor()),
  ),
  'my alerts': where(withMyAlerts, at('dpo', '/ik/seintjes')),
  'the desk, shut': where(withDeskShut, at('dpo', '/desk')),
  'the messages of the demo': at('teacher', '/demo/berichten'),
  'what lies on this device': at('teacher', '/melden', toDevice),
  'what is lost with a report on this device': at('teacher', '/melden', async (page) => {
    await toDevice(page)
    await page
      .getByRole('button', { name: /Haal van dit toestel|Take off this device/ })
      .first()
      .click()
    await page.locator('dialog[open]').waitFor()
  }),
  'a device with nothing of yours': at('schoolLead', '/toestel'),
  'a device with something of somebody else': async (page, origin) => {
    await signIn(page, origin, 'teacher', '/melden')
    await settled(page)
    await furnishDevice(page)
    await signIn(page, origin, 'handler', '/toestel')
    await page.locator('#storage').waitFor()
    await settled(page)
  },
  'a device with something on it, signed out': async (page, origin) => {
    await signIn(page, origin, 'teacher', '/melden')
    await settled(page)
    await furnishDevice(page)
    await page.context().clearCookies()
    await to(page, '/toestel')
    await page.locator('#storage').waitFor()
  },
  'telling it on a device that is full': at('teacher', '/melden', typeWhere(fullDisk)),
  'telling it while a newer version runs in another tab': at('teacher', '/melden', typeWhere(newerTab)),
  'signing out with something unsent': at('teacher', '/melden', async (page) => {
    await furnishDevice(page)
    await to(page, '/ik')
    await page.getByRole('button', { name: /Uitloggen|Sign out/ }).click()
    await page.locator('dialog[open]').waitFor()
  }),
  'the start, with the hint to install': where(offersToInstall, at('teacher', '/', showsHint)),
  'the start on an iPhone, with the hint to install': where(onIphone, at('teacher', '/', showsHint)),
  'the start, while a newer version waits': where(
    newerVersionWaits,
    at('teacher', '/', (page) => page.getByRole('button', { name: /^(Vernieuw nu|Update now)$/ }).waitFor()),
  ),
  'what happened, after something was shared': at('teacher', '/', async (page) => {
    await workerReady(page)
    await share(page, { title: 'Je pakket staat klaar', text: 'Volg je bezorging', files: [Buffer.from('%PDF-1.7')] })
    await page
      .getByRole('status')
      .filter({ hasText: /gedeeld|deelde|shared/ })
      .waitFor()
  }),
  'what happened, when what was shared did not come along': at('teacher', '/melden?gedeeld=mislukt', (page) =>
    page
      .getByRole('status')
      .filter({ hasText: /deelde|shared/ })
      .waitFor(),
  ),
  ...trainingScreens,
  ...paperScreens,
  ...yearlyScreens,
  ...peopleScreens(at),
  ...othersScreens(at),
  'a page that is not there': at('teacher', '/nergens'),
  'a screen that is not on this device, without a network': at('dpo', '/', async (page) => {
    await workerReady(page)
    await page.context().setOffline(true)
    await page.goto(new URL('/ik/bestuur', page.url()).href)
    await page.getByRole('heading', { name: /niet te openen|cannot be opened/ }).waitFor()
  }),
}
