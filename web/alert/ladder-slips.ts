import { checkAlerting, limits, type LadderRefusal } from '../../shared/alert/alerting.ts'
import type { AlertingView, ChangeAlerting } from '../../shared/alert/alerting-views.ts'
import type { Outcome } from '../outcome.ts'
import { fieldId, type Part, type Slip } from './useLadderForm.ts'

type Say = (key: string, filling?: Record<string, unknown>) => string

/** The field of a step that a refusal is about. */
const about: Record<string, string> = {
  'ladder.firstStep': 'roles',
  'ladder.order': 'afterMinutes',
  'ladder.gap': 'afterMinutes',
  'ladder.empty': 'roles',
  'ladder.person': 'people',
  'ladder.channels': 'channels',
}

/** What can be seen to be wrong without the server: what was typed first, then what it comes to, by the rules the server has too. */
export function slipsOf(input: ChangeAlerting, { team, smsAvailable }: AlertingView, t: Say): Slip[] {
  const typed = (['day', 'night'] as const).flatMap((part) => minuteSlips(part, input[part] ?? [], t))
  const hour = (id: 'nightFrom' | 'nightUntil') => (input.night === null || /^\d{2}:\d{2}$/.test(input[id]) ? [] : [{ id, text: t('ladder.wrong.hour') }])
  const slips = [...typed, ...hour('nightFrom'), ...hour('nightUntil')]
  if (slips.length > 0) return slips
  const refusal = checkAlerting(input, team, smsAvailable)
  return refusal ? [slipOf(refusal, t(`ladder.wrong.${refusal.code.replace('ladder.', '')}`, { limit: refusal.limit }))] : []
}

const minuteSlips = (part: Part, steps: ChangeAlerting['day'], t: Say): Slip[] =>
  steps.flatMap(({ afterMinutes }, step) =>
    Number.isInteger(afterMinutes) && afterMinutes >= 0 && afterMinutes <= limits.afterMinutes
      ? []
      : [{ id: fieldId(part, step, 'afterMinutes'), text: t('ladder.wrong.minutes') }],
  )

function slipOf({ code, field }: Pick<LadderRefusal, 'field'> & { code: string }, text: string): Slip {
  const [part, step, what] = field.split('.')
  const known = (part === 'day' || part === 'night') && step !== undefined
  return { id: known ? fieldId(part, Number(step), about[code] ?? what ?? 'roles') : field, text }
}

/** What the server says, at the field it is about; what is about none stands at the button. */
export function toldAt(answer: Exclude<Outcome<unknown>, { is: 'ok' }>, t: Say): Slip {
  if (answer.is === 'offline') return { id: 'save-ladder', text: t('common.noConnection') }
  const text = answer.detail || t('common.failed')
  return answer.field === null ? { id: 'save-ladder', text } : slipOf({ code: answer.code, field: answer.field }, text)
}
