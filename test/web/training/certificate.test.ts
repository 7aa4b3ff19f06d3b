import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { needTexts } from '../../../web/i18n.ts'
import CertificateGet from '../../../web/training/CertificateGet.vue'
import { farEnd, mountScreen } from '../../support/mount-screen.ts'

const asked = 'POST /training/certificates'
const organisationId = '01900000-0000-7000-8000-000000000001'

beforeEach(async () => {
  document.body.replaceChildren()
  await needTexts('training')
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

async function ask(name: string) {
  const { screen } = await mountScreen(CertificateGet, { props: { organisationId, moduleId: 'spot-it', title: 'Herken het' } })
  await screen.find('button').trigger('click')
  await flushPromises()
  if (name) await screen.find('input').setValue(name)
  await screen.find('form').trigger('submit')
  await flushPromises()
  return screen
}

it('asks for a certificate with a name or without one, in the language of the screen, and hands over the file', async () => {
  const names: (string | null)[] = []
  const files: string[] = []
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    names.push(JSON.parse(String(init.body)).name)
    return new Response('%PDF-1.7', { headers: { 'content-type': 'application/pdf' } })
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    files.push(this.download)
  })
  const screen = await ask(' Noor Verzonnen ')
  expect(screen.text()).toContain('Je bewijs is opgehaald.')
  await ask('')
  expect([names, files]).toEqual([
    ['Noor Verzonnen', null],
    ['seintje-spot-it.pdf', 'seintje-spot-it.pdf'],
  ])
})

it('says that a certificate needs internet, and takes no page of a portal for one', async () => {
  farEnd({ [asked]: 'offline' })
  expect((await ask('')).text()).toContain('Voor een bewijs is internet nodig.')
  vi.stubGlobal('fetch', async () => new Response('<h1>WiFi in de bus</h1>', { headers: { 'content-type': 'text/html' } }))
  expect((await ask('')).text()).toContain('Voor een bewijs is internet nodig.')
})

it('gives the words of the office where it refuses', async () => {
  farEnd({ [asked]: { status: 409, body: { code: 'training.notCompleted', detail: 'Je hebt dit onderwerp nog niet af.' } } })
  expect((await ask('')).text()).toContain('Je hebt dit onderwerp nog niet af.')
})
