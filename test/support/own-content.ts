import type { OwnQuestionContent } from '../../shared/training/own-question.ts'

/** A question as a board might write it. */
export const ownContent: OwnQuestionContent = {
  idea: 'paperCounts',
  roles: ['teacher', 'care'],
  scenario: {
    nl: 'Bij de kopieermachine op de gang ligt een stapel groepsoverzichten. De namen en de toetsscores staan erop. Er lopen ouders langs.',
    en: 'A pile of class overviews lies at the copier in the corridor. Names and test scores are on it. Parents walk by.',
  },
  ask: { nl: 'Wat doe je met de stapel?', en: 'What do you do with the pile?' },
  options: [
    {
      id: 'a',
      text: { nl: 'Meenemen, en meteen melden.', en: 'Take it along and report it at once.' },
      right: true,
      feedback: { nl: 'Zo ziet niemand ze meer, en het team kan nagaan wie erbij kon.', en: 'Nobody sees them now, and the team can find out who could.' },
    },
    {
      id: 'b',
      text: { nl: 'Omdraaien en laten liggen.', en: 'Turn it over and leave it.' },
      right: false,
      feedback: { nl: 'Dan kan een ander ze alsnog meenemen. Neem de stapel weg.', en: 'Then somebody else can still take it. Take the pile away.' },
    },
    {
      id: 'c',
      text: { nl: 'In de papierbak doen.', en: 'Put it in the paper bin.' },
      right: false,
      feedback: {
        nl: 'Uit een papierbak is papier zo gepakt. Gebruik de afgesloten bak.',
        en: 'Paper is easily taken from a bin. Use the one that is locked.',
      },
    },
  ],
  doNow: { nl: 'Haal papier zelf op zodra je print. Zie je iets liggen, meld het.', en: 'Fetch your prints at once. Report what you find.' },
}
