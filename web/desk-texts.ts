/** Where the sentences are of what does nothing without the office: not even their names come with the first screen. */
export const deskTexts = import.meta.glob(
  '../shared/text/{nl,en}/{certificate,closing,decision,event,facts,figures,ladder,letter,log,notice,others,processors,question,register,team,trainingboard,verdict,worksheet,yearly}.json',
  { import: 'default' },
) as Record<string, (() => Promise<Record<string, unknown>>) | undefined>
