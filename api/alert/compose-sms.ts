import { asGsm, gsmLength, smsRoom } from '../../shared/alert/gsm.ts'
import { say, type Lang } from '../text.ts'
import { pushOf, timeLeft, type Message } from './compose.ts'

/** Which one, why it rings and a link, in one message of 160 plain letters; the name of the board goes where there is room for it. */
export function smsOf(message: Message, lang: Lang): string {
  const { number, stage, boardName: board, now, deadlineAt } = message
  const { title, navigate } = pushOf(message, lang).notification
  const left = timeLeft(lang, now, deadlineAt)
  const fresh = stage.name === 'ring' && (message.alarmKind ?? 'report') === 'report'
  const why = fresh ? say(lang, stage.step > 0 ? 'push.sms.again' : 'push.sms.ring', { number, left }) : `${title}.`
  return fitting([why, `${board}.`, navigate])
}

/** The middle is left out where the whole would be two messages. */
export function fitting([first, middle, link]: [string, string, string]): string {
  const whole = asGsm([first, middle, link].join(' '))
  return gsmLength(whole) <= smsRoom ? whole : asGsm([first, link].join(' '))
}
