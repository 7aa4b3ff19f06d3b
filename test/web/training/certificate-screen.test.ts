import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { needTexts } from '../../../web/i18n.ts'
import CertificateScreen from '../../../web/training/CertificateScreen.vue'
import { farEnd, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const code = '0123-4567-89AB-CDEF'
const [completedAt, validUntil] = ['2026-02-28T23:00:00.000Z', '2027-02-28T23:00:00.000Z']
const valid = { outcome: 'valid', moduleId: 'spot-it', completedAt, validUntil }

beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.clear()
  await needTexts('certificate')
})
afterEach(() => vi.unstubAllGlobals())

async function open(answers: FarEnd, at = '/bewijs') {
  const far = farEnd(answers)
  const made = await mountScreen(CertificateScreen, { path: '/bewijs/:code?', at })
  const type = async (text: string) => {
    await made.screen.find('#certificate-code').setValue(text)
    await made.screen.find('form').trigger('submit')
    await flushPromises()
  }
  return { ...made, ...far, type }
}

it('says what it is worth at once for who comes by the link on the paper, and for who types it', async () => {
  const { screen, asked, type } = await open({ [`GET /certificates/${code}`]: { body: valid } }, `/bewijs/${code}`)
  for (const text of ['Dit bewijs is geldig', 'Herken het', '1 maart 2026', 'Geldig tot en met', '1 maart 2027', 'De naam staat alleen op het papier'])
    expect(screen.text()).toContain(text)
  await type(' oi23 4567 89ab cdef ')
  expect(asked.map(({ what }) => what)).toEqual([`GET /certificates/${code}`, `GET /certificates/${code}`])
  expect((screen.find('#certificate-code').element as HTMLInputElement).value).toBe(code)
  expect(screen.find('[aria-live=polite]').text()).toContain('Dit bewijs is geldig')
})

it('tells what ended from what never was, and names no module that it does not know', async () => {
  const ended = await open({ [`GET /certificates/${code}`]: { body: { ...valid, outcome: 'expired', moduleId: 'old' } } }, `/bewijs/${code}`)
  for (const text of ['Dit bewijs is verlopen', 'Was geldig tot en met', 'Een module die er niet meer is']) expect(ended.screen.text()).toContain(text)
  const never = await open({ [`GET /certificates/${code}`]: { body: { outcome: 'invalid' } } }, `/bewijs/${code}`)
  expect(never.screen.text()).toContain('Dit is geen geldig bewijs')
  expect(never.screen.text()).not.toContain('Van wie dit bewijs is')
})

it('says nothing about a certificate that it could not check', async () => {
  const away = await open({ [`GET /certificates/${code}`]: 'offline' }, `/bewijs/${code}`)
  expect(away.screen.text()).toContain('Controleren kan alleen met internet.')
  expect(away.screen.text()).not.toMatch(/Dit bewijs is|geen geldig/)
  const refused = await open({ [`GET /certificates/${code}`]: { status: 429, body: { code: 'request.tooMany', detail: 'Wacht even.' } } }, `/bewijs/${code}`)
  expect(refused.screen.text()).toContain('Controleren lukte niet')
  expect(refused.screen.text()).toContain('Wacht even.')
})

it('sends nothing that cannot be a code, and says so at the field', async () => {
  const { screen, asked, type } = await open({})
  await type('')
  expect(screen.text()).toContain('Typ de code die op het bewijs staat.')
  expect(document.activeElement?.id).toBe('certificate-code')
  await type('KADE-4827')
  expect(screen.text()).toContain('Dit is geen code van een bewijs.')
  expect(document.title).toBe('Fout: Klopt dit bewijs? · Seintje')
  expect(asked).toEqual([])
})
