import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { expect, it } from 'vitest'
import UiErrorSummary from '../../../web/ui/UiErrorSummary.vue'
import UiTextInput from '../../../web/ui/UiTextInput.vue'
import { i18n } from '../../../web/i18n.ts'

const global = { plugins: [i18n] }
const open = (errors: { id: string; text: string }[]) =>
  mount(UiErrorSummary, { props: { title: 'Er klopt iets niet', errors }, attachTo: document.body, global })

it('takes the focus each time it has something new to say, and not when all is well', async () => {
  const summary = open([])
  expect(document.activeElement).toBe(document.body)
  await summary.setProps({ errors: [{ id: 'email', text: 'Vul in.' }] })
  await nextTick()
  expect(document.activeElement).toBe(summary.find('[role=alert]').element)
  summary.unmount()
})

it('leads to the field that each line is about', async () => {
  const field = mount(UiTextInput, { props: { id: 'email', label: 'Mail', modelValue: '', error: 'Vul in.' }, attachTo: document.body, global })
  const summary = open([{ id: 'email', text: 'Vul in.' }])
  await nextTick()
  await summary.find('a').trigger('click')
  expect(document.activeElement).toBe(field.find('input').element)
  summary.unmount()
  field.unmount()
})

it('ties label, hint and error to the field, and says that it is wrong', () => {
  const field = mount(UiTextInput, {
    props: { id: 'email', label: 'Mail', hint: 'Van school', modelValue: '', error: 'Vul in.' },
    attrs: { type: 'email' },
    global,
  })
  const input = field.find('input')
  expect(field.find('label').attributes('for')).toBe('email')
  expect(input.attributes()).toMatchObject({ id: 'email', type: 'email', 'aria-describedby': 'email-hint email-error', 'aria-invalid': 'true' })
  expect(field.find('#email-error').text()).toBe('Vul in.')
})
