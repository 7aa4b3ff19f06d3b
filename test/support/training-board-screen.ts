import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'
import type { Component } from 'vue'
import type { SessionView } from '../../shared/access/session-view.ts'
import { needTexts } from '../../web/i18n.ts'
import { openDialogs } from './key-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from './mount-screen.ts'

export type Roles = SessionView['boards'][number]['roles']
export const board = fritsSession().boards[0]!

/** What every test of a board's screen about training begins and ends with. */
export function onBoardScreens(): void {
  beforeEach(async () => {
    document.body.replaceChildren()
    openDialogs()
    await needTexts('figures', 'trainingboard', 'keys')
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    localStorage.clear()
  })
}

/** The screen at its address, as Frits sees it with these roles, and his hands on it. */
export async function openBoardScreen(of: Component, at: string, roles: Roles, answers: FarEnd) {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ boards: [{ ...board, roles }] }), boards: [], mode: 'production' }))
  const far = farEnd(answers)
  const { screen, router } = await mountScreen(of, { path: at, at })
  await flushPromises()
  const button = (name: string) => screen.findAll('button').find((one) => one.text() === name)
  const press = async (name: string) => {
    await button(name)?.trigger('click')
    await flushPromises()
  }
  const submit = async () => {
    await screen.find('form').trigger('submit')
    await flushPromises()
  }
  const sent = (what: string) => far.asked.findLast((one) => one.what === what)?.body
  return { screen, router, far, button, press, submit, sent }
}
