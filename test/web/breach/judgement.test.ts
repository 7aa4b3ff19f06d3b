import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DecisionsView, DecisionView } from '../../../shared/breach/decision-views.ts'
import JudgementStep from '../../../web/breach/JudgementStep.vue'
import { needTexts } from '../../../web/i18n.ts'
import { aDecision, aVote, theDecisions } from '../../support/decisions.ts'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const incident = anIncident({ state: 'acknowledged' })
const path = `/incidents/${incident.id}/decisions`
const one = `${path}/${aDecision().id}`

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-04T09:30:00.000Z') })
  document.body.replaceChildren()
  await needTexts('facts', 'worksheet', 'verdict', 'decision')
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function open(view: DecisionsView, answers: FarEnd = {}) {
  const far = farEnd({ [`GET ${path}`]: { body: view }, ...answers })
  const { screen } = await mountScreen(JudgementStep, { props: { incident } })
  await flushPromises()
  const press = async (text: string) => {
    await screen
      .findAll('button')
      .find((button) => button.text() === text)
      ?.trigger('click')
    await flushPromises()
  }
  const send = async () => {
    await screen.find('dialog[open] form').trigger('submit')
    await flushPromises()
  }
  const posted = () => far.asked.filter(({ what }) => what.startsWith('POST'))
  return { screen, press, send, posted }
}

it('shows what the scheme advises with its articles beside what the team decides, and never calls one the other', async () => {
  const { screen } = await open(theDecisions())
  const breach = screen.find('section[aria-labelledby=judge-breach]').text()
  expect(breach).toContain('Advies van Seintje')
  expect(breach).toContain('Datalek')
  expect(breach).toContain('AVG 4(12)')
  expect(breach).toContain('Hierover is nog niets besloten.')
  const authority = screen.find('section[aria-labelledby=judge-authority]').text()
  expect(authority).toContain('Wacht op: Voorzitter, Hoofd ICT')
  expect(authority).toContain('Het zijn leerlingen.')
  expect(screen.findAll('button').map((button) => button.text())).toEqual(
    expect.arrayContaining(['Leg voor aan voorzitter en FG', 'Leg voor aan het team', 'Stem', 'Neem terug']),
  )
})

it('asks for an answer, a ground where the law wants one, and a reason before a vote goes out', async () => {
  const subjects = aDecision({ question: 'subjects', votes: [] })
  const { screen, press, send, posted } = await open(theDecisions({ decisions: [subjects] }), { [`POST ${one}/votes`]: { body: { ok: true } } })
  await press('Stem')
  await send()
  expect(screen.find('[role=alert]').text()).toContain('Kies een antwoord.')
  await screen.find('dialog[open] input[value=notRequired]').setValue(true)
  await screen.find('dialog[open] textarea').setValue('De stick is versleuteld.')
  await send()
  expect(screen.find('[role=alert]').text()).toContain('Kies een grond.')
  await screen.find('dialog[open] input[value=encryption]').setValue(true)
  await send()
  expect(posted()).toMatchObject([{ what: `POST ${one}/votes`, body: { outcome: 'notRequired', ground: 'encryption', reason: 'De stick is versleuteld.' } }])
})

it('asks why where the votes come to something else than the advice, and to confirm where facts are missing', async () => {
  const counted = { outcome: 'incidentOnly', ground: null, why: 'chair', missing: [] } as const
  const decision = aDecision({
    ...{ question: 'breach', path: 'pair', seats: ['chair', 'dpo'], advised: 'breach', incomplete: true, counted: { ...counted, missing: [] } },
    may: { vote: false, take: true, withdraw: true },
  })
  const { screen, press, send, posted } = await open(theDecisions({ decisions: [decision] }), { [`POST ${one}/take`]: { body: { outcome: 'incidentOnly' } } })
  await press('Leg het besluit vast')
  expect(screen.find('dialog[open]').text()).toContain('Ze waren het niet eens. De voorzitter besliste.')
  await screen.findAll('dialog[open] textarea').at(-1)?.setValue('Niemand kon erbij.')
  await send()
  expect(screen.find('[role=alert]').text()).toContain('Schrijf op waarom jullie afwijken.')
  expect(screen.find('[role=alert]').text()).toContain('Bevestig dat jullie nu beslissen.')
  await screen.find('#take-deviation').setValue('De kast zat op slot.')
  await screen.find('#take-incomplete').setValue(true)
  await send()
  expect(posted()).toMatchObject([{ body: { reason: 'Niemand kon erbij.', deviation: 'De kast zat op slot.', incomplete: true } }])
})

it('says that a decision was taken otherwise, on missing facts, and keeps earlier ones and changed votes readable', async () => {
  const taken: Partial<DecisionView> = {
    ...{ status: 'taken', outcome: 'notRequired', endedBy: 'Bram Bedacht', endedAt: '2026-03-04T09:20:00.000Z', reason: 'Geen risico.' },
    ...{ advised: 'notify', deviates: true, deviation: 'Alleen voornamen.', incomplete: true, may: { vote: false, take: false, withdraw: false } },
    counted: { outcome: 'notRequired', ground: null, why: 'majority', missing: [] },
  }
  const votes = [aVote({ counts: false }), aVote({ id: '01900000-0000-7000-8000-000000000096', outcome: 'notRequired', reason: 'Bij nader inzien.' })]
  const holds = aDecision({ ...taken, inForce: true, votes })
  const before = aDecision({ ...taken, id: '01900000-0000-7000-8000-000000000092', reason: 'Eerder zo gezien.' })
  const { screen } = await open(theDecisions({ decisions: [holds, before] }))
  const text = screen.find('section[aria-labelledby=judge-authority]').text()
  for (const said of [
    'Anders dan het advies (Melden aan de AP): Alleen voornamen.',
    'Besloten terwijl feiten ontbraken',
    'telt niet mee',
    'Bij nader inzien.',
    'Eerder (1)',
    'Eerder besloten, geldt niet meer',
  ])
    expect(text.replaceAll(/\s+/g, ' ')).toContain(said)
})
