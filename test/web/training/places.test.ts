import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { Role } from '../../../shared/access/roles.ts'
import { useTrainingBoards } from '../../../web/training/useTrainingBoards.ts'
import MeTraining from '../../../web/access/MeTraining.vue'
import { fritsSession, mountScreen } from '../../support/mount-screen.ts'

const board = fritsSession().boards[0]!
enableAutoUnmount(afterEach)

const placesOf = async (...roles: Role[]) => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ boards: [{ ...board, roles }] }), boards: [], mode: 'production' }))
  const { screen } = await mountScreen(MeTraining)
  return screen.findAll('a').map((link) => link.attributes('href'))
}

it('shows everyone the ways to what he may see of the training of his board', async () => {
  expect(await placesOf('staff')).toEqual([])
  expect(await placesOf('staff', 'schoolLead')).toEqual(['/oefenen/cijfers'])
  expect(await placesOf('staff', 'handler')).toEqual(['/oefenen/bestuur'])
  expect(await placesOf('staff', 'admin')).toEqual(['/oefenen/bestuur'])
  expect(await placesOf('staff', 'chair')).toEqual(['/oefenen/cijfers', '/oefenen/bestuur', '/oefenen/namenlijsten'])
})

it('takes the first board where somebody may do it, and stays shut without one', async () => {
  const other = { ...board, organisationId: '01900000-0000-7000-8000-000000000002', roles: ['staff', 'dpo'] as Role[] }
  localStorage.setItem(
    'seintje.session',
    JSON.stringify({ view: fritsSession({ boards: [{ ...board, roles: ['staff'] }, other] }), boards: [], mode: 'production' }),
  )
  const seen: unknown[] = []
  const Probe = {
    setup() {
      const { board: one, shut } = useTrainingBoards('training.readFigures')
      seen.push(one.value?.organisationId, shut.value)
      return () => null
    },
  }
  await mountScreen(Probe)
  expect(seen).toEqual([other.organisationId, null])
})
