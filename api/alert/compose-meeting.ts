import type { PushPayload } from '../../shared/alert/payload.ts'
import type { MeetingStage } from '../../shared/alert/stage.ts'
import { say, type Lang } from '../text.ts'

/** The words of calling the team together: which one and when, never where or why. */
type Message = { incidentId: string; number: string; boardName: string; role: string; publicUrl: string }

export function meetingPush({ incidentId, number, boardName: board, publicUrl }: Message, { name, id }: MeetingStage, time: string, lang: Lang): PushPayload {
  const [title, body] = [say(lang, `push.${name}.title`, { number, time }), say(lang, `push.${name}.body`, { board })]
  return { web_push: 8030, notification: { title, body, navigate: `${publicUrl}/desk/${incidentId}`, tag: id, lang } }
}

/** The parts of a mail: its subject, its lines, where it leads and why it came. */
export const meetingMail = ({ incidentId, number, boardName: board, role, publicUrl }: Message, { name }: MeetingStage, time: string, lang: Lang) => ({
  subject: say(lang, `mail.${name}.subject`, { number, time }),
  lines: [say(lang, `mail.${name}.text`, { number, board, time })],
  link: { href: `${publicUrl}/desk/${incidentId}`, text: say(lang, `mail.${name}.open`, { number }) },
  why: say(lang, `mail.${name}.why`, { role: say(lang, `mail.role.${role}`) }),
})
