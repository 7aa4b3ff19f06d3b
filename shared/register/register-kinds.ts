/** Kinds of incident as the registers of the Dutch government name them (forms.md "AP notification"). Stable for ever: entries carry these words. */
export const registerKinds = [
  'wrongRecipient',
  'recipientsVisible',
  'letterWrongPerson',
  'letterReturnedOpened',
  'letterLost',
  'wrongAuthorisation',
  'folderTooWide',
  'carrierLost',
  'publishedByAccident',
  'hacking',
  'malware',
  'phishing',
  'wrongFile',
  'other',
] as const
export type RegisterKind = (typeof registerKinds)[number]
