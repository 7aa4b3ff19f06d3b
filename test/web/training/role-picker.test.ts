import { mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { i18n, needTexts, setLocale } from '../../../web/i18n.ts'
import RolePicker from '../../../web/training/RolePicker.vue'

beforeEach(async () => {
  await setLocale('nl')
  await needTexts('training')
})

const schools = [
  { id: 's', name: 'De Regenboog' },
  { id: 't', name: 'Het Kompas' },
]
const picker = (at: { schoolId: string | null; boardSchoolId: string | null }) => {
  const choose = vi.fn(async () => 'kept' as const)
  const screen = mount(RolePicker, { props: { schools, floor: 10, role: 'teacher', choose, ...at }, global: { plugins: [i18n] } })
  const options = () => screen.findAll('#training-school option').map((one) => one.text())
  const save = async (school?: string) => {
    if (school !== undefined) await screen.find('#training-school').setValue(school)
    await screen.find('form').trigger('submit')
    return choose.mock.calls.at(-1)
  }
  return { screen, options, save }
}

it('offers no silence where the board knows the school, and sends nothing for the one it knows', async () => {
  const { screen, options, save } = picker({ schoolId: 's', boardSchoolId: 's' })
  expect(options()).toEqual(['De Regenboog', 'Het Kompas'])
  expect(screen.text()).toContain('Je bestuur gaf op waar je werkt.')
  expect(await save()).toEqual(['teacher', null])
  expect(await save('t')).toEqual(['teacher', 't'])
})

it('leaves it open where the board does not know, and says what counts then', async () => {
  const { screen, options, save } = picker({ schoolId: null, boardSchoolId: null })
  expect(options()[0]).toBe('Ik kies geen school')
  expect(screen.text()).toContain('Kies je niets, dan geldt de school die je bestuur opgaf')
  expect(screen.text()).not.toContain('Alleen voor cijfers')
  expect(await save()).toEqual(['teacher', null])
})
