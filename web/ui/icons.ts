/** Lucide's drawings (ISC licence), only those in use, set into the page when it is built. One more icon is one more line here and one below. */
import house from 'lucide-static/icons/house.svg?raw'
import list from 'lucide-static/icons/list.svg?raw'
import user from 'lucide-static/icons/user.svg?raw'
import inbox from 'lucide-static/icons/inbox.svg?raw'
import bell from 'lucide-static/icons/bell.svg?raw'
import bellRing from 'lucide-static/icons/bell-ring.svg?raw'
import bellOff from 'lucide-static/icons/bell-off.svg?raw'
import mail from 'lucide-static/icons/mail.svg?raw'
import usb from 'lucide-static/icons/usb.svg?raw'
import fileText from 'lucide-static/icons/file-text.svg?raw'
import eye from 'lucide-static/icons/eye.svg?raw'
import fishingHook from 'lucide-static/icons/fishing-hook.svg?raw'
import lockOpen from 'lucide-static/icons/lock-open.svg?raw'
import database from 'lucide-static/icons/database.svg?raw'
import circleQuestionMark from 'lucide-static/icons/circle-question-mark.svg?raw'
import circleCheck from 'lucide-static/icons/circle-check.svg?raw'
import circleX from 'lucide-static/icons/circle-x.svg?raw'
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw'
import clock from 'lucide-static/icons/clock.svg?raw'
import check from 'lucide-static/icons/check.svg?raw'
import checkCheck from 'lucide-static/icons/check-check.svg?raw'
import chevronLeft from 'lucide-static/icons/chevron-left.svg?raw'
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw'
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw'
import x from 'lucide-static/icons/x.svg?raw'
import camera from 'lucide-static/icons/camera.svg?raw'
import image from 'lucide-static/icons/image.svg?raw'
import trash2 from 'lucide-static/icons/trash-2.svg?raw'
import lightbulb from 'lucide-static/icons/lightbulb.svg?raw'
import phone from 'lucide-static/icons/phone.svg?raw'
import cloudOff from 'lucide-static/icons/cloud-off.svg?raw'
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw'
import send from 'lucide-static/icons/send.svg?raw'
import messageSquare from 'lucide-static/icons/message-square.svg?raw'
import info from 'lucide-static/icons/info.svg?raw'
import languages from 'lucide-static/icons/languages.svg?raw'
import logOut from 'lucide-static/icons/log-out.svg?raw'
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw'
import plus from 'lucide-static/icons/plus.svg?raw'
import pencil from 'lucide-static/icons/pencil.svg?raw'
import refreshCw from 'lucide-static/icons/refresh-cw.svg?raw'
import download from 'lucide-static/icons/download.svg?raw'
import flag from 'lucide-static/icons/flag.svg?raw'
import smartphone from 'lucide-static/icons/smartphone.svg?raw'
import users from 'lucide-static/icons/users.svg?raw'
import hourglass from 'lucide-static/icons/hourglass.svg?raw'
import externalLink from 'lucide-static/icons/external-link.svg?raw'

const drawings = {
  house,
  list,
  user,
  inbox,
  bell,
  'bell-ring': bellRing,
  'bell-off': bellOff,
  mail,
  usb,
  'file-text': fileText,
  eye,
  'fishing-hook': fishingHook,
  'lock-open': lockOpen,
  database,
  'circle-question-mark': circleQuestionMark,
  'circle-check': circleCheck,
  'circle-x': circleX,
  'circle-alert': circleAlert,
  clock,
  check,
  'check-check': checkCheck,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  'chevron-down': chevronDown,
  x,
  camera,
  image,
  'trash-2': trash2,
  lightbulb,
  phone,
  'cloud-off': cloudOff,
  'triangle-alert': triangleAlert,
  send,
  'message-square': messageSquare,
  info,
  languages,
  'log-out': logOut,
  'shield-check': shieldCheck,
  plus,
  pencil,
  'refresh-cw': refreshCw,
  download,
  flag,
  smartphone,
  users,
  hourglass,
  'external-link': externalLink,
} as const
export type IconName = keyof typeof drawings

const strokes = new Map<IconName, string>()

/** The strokes of a drawing without the frame around them. */
export function strokesOf(name: IconName): string {
  const known = strokes.get(name)
  if (known !== undefined) return known
  const raw = drawings[name]
  const inner = raw.slice(raw.indexOf('>', raw.indexOf('<svg')) + 1, raw.lastIndexOf('</svg>')).trim()
  strokes.set(name, inner)
  return inner
}
