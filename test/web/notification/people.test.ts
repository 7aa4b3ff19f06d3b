import { enableAutoUnmount, flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CommunicationView, PeopleView } from '../../../shared/notification/people-views.ts'
import { needTexts } from '../../../web/i18n.ts'
import ImportDialog from '../../../web/notification/ImportDialog.vue'
import { usePeople } from '../../../web/notification/people-store.ts'
import PeopleStep from '../../../web/notification/PeopleStep.vue'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const incident = anIncident()
const at = `/incidents/${incident.id}`
const text = {
  ...{ subject: 'Er ging iets mis', opening: 'Beste lezer,', happened: 'Een stick is kwijt. Iemand kan hem vinden.', closing: 'Groet' },
  ...{ questions: 'Frits Fictief, 085 555 01 11, fg@voorbeeld.example', done: 'Wij zoeken hem.', self: 'Let goed op bij vreemde mails en telefoontjes.' },
}
const letter = (changes: Partial<CommunicationView> = {}): CommunicationView => ({
  ...{ id: '01900000-0000-7000-8000-000000000061', kind: 'letter', template: 'deviceLost', lang: 'nl', revision: 3, text, slips: [], anyway: null },
  headings: { happened: 'Wat is er gebeurd?', questions: 'Waar kunt u terecht?', done: 'Wat deden wij?', self: 'Wat kunt u doen?' },
  ...{ setBy: 'Frits Fictief', setAt: '2026-03-02T09:00:00.000Z', finalBy: null, finalAt: null },
  ...changes,
})
const view = (changes: Partial<PeopleView> = {}): PeopleView => ({
  advised: { outcome: 'communicate', ground: null },
  gates: [
    { gate: 'encryption', state: 'passed', row: 'notEncryptedThen' },
    { gate: 'otherMeasures', state: 'passed', row: null },
    { gate: 'highRisk', state: 'settles', row: 'tellSensitive' },
    { gate: 'effort', state: 'notReached', row: null },
  ],
  ...{ decision: null, plannedAt: null, postponedUntil: null, promisedAt: null, notified: false, told: null, template: 'deviceLost' },
  contact: { name: 'Frits Fictief', phone: '085 555 01 11', mail: 'fg@voorbeeld.example' },
  ...{ communications: [], sendings: [], rows: [], wrongRecipients: [] },
  recipients: {
    ...{ subjects: 0, told: 0, shared: 0, alone: 0, withoutAddress: 0, wrongRecipients: 0, deletionConfirmed: 0, goesAt: null },
    byAddressee: { self: 0, representatives: 0, both: 0 },
  },
  may: { write: true, send: true, seeRecipients: true },
  ...changes,
})

beforeEach(() => needTexts('letter', 'verdict'))
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function shown(seen: PeopleView, answers: FarEnd = {}) {
  const far = farEnd({ [`GET ${at}/people`]: { body: seen }, ...answers })
  const { screen } = await mountScreen(PeopleStep, { props: { incident } })
  await flushPromises()
  return { screen, ...far }
}
const press = async (screen: VueWrapper, label: string) => {
  await screen
    .findAll('button')
    .find((button) => button.text().startsWith(label))!
    .trigger('click')
  await flushPromises()
}

it('shows the four gates in order with the one that settled it, what was decided, and what runs', async () => {
  const { screen } = await shown(
    view({
      decision: { outcome: 'postpone', ground: 'investigation', reason: 'De politie vroeg erom.', takenAt: '2026-03-02T12:00:00.000Z' },
      ...{ postponedUntil: '2026-03-20T12:00:00.000Z', plannedAt: '2026-03-03T12:00:00.000Z', notified: true },
    }),
  )
  const gates = screen.findAll('[aria-labelledby=people-gates] li')
  expect(gates.map((one) => one.attributes('data-state'))).toEqual(['passed', 'passed', 'settles', 'notReached'])
  expect(gates[2]!.text()).toContain('Beslist het')
  expect(screen.text()).toContain('Uitstellen (onderzoek loopt)')
  expect(screen.text()).toContain('Uitstel tot vr 20 maart')
  expect(screen.text()).toContain('Vul dan eerst de melding bij de AP aan.')
})

describe('a text', () => {
  const id = letter().id
  const put = `PUT ${at}/communications/${id}`
  const type = async (screen: VueWrapper, said: string) => {
    await screen.find(`[id="${id}-happened"]`).setValue(said)
    await vi.advanceTimersByTimeAsync(1000)
    await flushPromises()
  }

  it('is kept as it is typed, and checked beside it', async () => {
    const { screen, asked } = await shown(view({ communications: [letter()] }), { [put]: { body: { revision: 4 } } })
    await press(screen, 'Brief aan ouders')
    vi.useFakeTimers()
    await type(screen, 'Eén zin maar.')
    expect(asked.find(({ what }) => what === put)?.body).toMatchObject({ revision: 3, text: { happened: 'Eén zin maar.', self: text.self } })
    expect(screen.text()).toContain('Schrijf ook wat mensen ervan kunnen merken.')
    expect(screen.text()).toContain('Waarom moet het toch zo?')
  })

  it('that somebody else changed keeps what was typed until one says which stays', async () => {
    const theirs = { ...text, happened: 'Van de ander. Met gevolgen.' }
    let revision = 3
    const answers: FarEnd = {
      [`GET ${at}/people`]: () => ({ body: view({ communications: [letter(revision === 3 ? {} : { revision: 4, text: theirs })] }) }),
      [put]: ({ body }) => {
        if ((body as { revision: number }).revision === 4) return { body: { revision: 5 } }
        revision = 4
        return { status: 409, body: { code: 'communication.changed', detail: 'Iemand anders was sneller.' } }
      },
    }
    const { screen, asked } = await shown(view(), answers)
    await press(screen, 'Brief aan ouders')
    vi.useFakeTimers()
    await type(screen, 'Van mij. Met gevolgen.')
    expect(screen.text()).toContain('Iemand anders paste deze tekst ook aan')
    expect(screen.text()).toContain('Van de ander.')
    expect((screen.find(`[id="${id}-happened"]`).element as HTMLTextAreaElement).value).toBe('Van mij. Met gevolgen.')
    await press(screen, 'Bewaar mijn tekst')
    expect(asked.filter(({ what }) => what === put).at(-1)?.body).toMatchObject({ revision: 4, text: { happened: 'Van mij. Met gevolgen.' } })
  })

  it('that could not be kept goes again by itself', async () => {
    let down = true
    const { screen, asked } = await shown(view({ communications: [letter()] }), { [put]: () => (down ? 'offline' : { body: { revision: 4 } }) })
    await press(screen, 'Brief aan ouders')
    vi.useFakeTimers()
    await type(screen, 'Zonder net. Met gevolgen.')
    expect(screen.text()).toContain('Nog niet bewaard.')
    down = false
    await vi.advanceTimersByTimeAsync(6000)
    await flushPromises()
    expect(asked.filter(({ what }) => what === put)).toHaveLength(2)
    expect(screen.text()).toContain('Bewaard')
  })
})

it('shows who is on the list only to those who may see that', async () => {
  const recipients = { ...view().recipients, subjects: 2, alone: 1, shared: 1 }
  const { screen } = await shown(view({ recipients, may: { write: false, send: false, seeRecipients: false } }))
  expect(screen.text()).toContain('2 mensen op de lijst')
  expect(screen.text()).toContain('1 adres moet apart: beschermd')
  expect(screen.text()).toContain('Wie erop staat, zien alleen')
  expect(screen.find('#people-wrong').exists()).toBe(false)
  expect(screen.findAll('button')).toHaveLength(0)
})

it('reads a list in here, says of each line what is wrong, and sends nothing before somebody says so', async () => {
  const add = `POST ${at}/imports/recipients`
  const { asked } = farEnd({ [add]: { body: { added: 1 } }, [`GET ${at}/people`]: { body: view() } })
  const people = usePeople(
    () => incident.id,
    () => undefined,
  )
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true
  }
  const { screen } = await mountScreen(ImportDialog, { props: { people, open: true } })
  await flushPromises()
  const file = screen.find('#import-file')
  const csv = new File(['Naam;Geboren op\nAda van Voorbeeld;5-5-2014\nBo Fictief;31-2-2014\n'], 'lijst.csv')
  Object.defineProperty(file.element, 'files', { value: [csv] })
  await file.trigger('change')
  await vi.waitFor(() => expect(screen.text()).toContain('2 regels kunnen niet'))
  expect(screen.text()).toContain('geen leeftijd, en niet gezegd aan wie')
  await screen.find('#import-birthDate').setValue('1')
  expect(screen.text()).toContain('1 regel is goed')
  expect(screen.text()).toContain('Regel 3: geboortedatum is niet te lezen 31-2-2014')
  expect(asked).toEqual([])
  await press(screen, 'Zet 1 mens op de lijst')
  expect(asked[0]).toMatchObject({ what: add, body: { kind: 'subject', rows: [{ name: 'Ada van Voorbeeld', birthDate: '2014-05-05', addresses: [] }] } })
  expect(screen.emitted('done')).toEqual([[1]])
})
