import type { OwnQuestionContent } from '../../shared/training/own-question.ts'

const said = (nl: string) => ({ nl, en: null })

/** A question as a board may propose it, of a school that does not exist. */
export const ownQuestion: OwnQuestionContent = {
  idea: 'lockScreen',
  roles: 'all',
  scenario: said('Je loopt even naar de kopieermachine. Op je scherm staat het dossier van een leerling van De Waterlelie.'),
  ask: said('Wat doe je eerst?'),
  options: [
    { id: 'a', text: said('Je klapt de laptop half dicht'), right: false, feedback: said('Wie hem openklapt, ziet alles.') },
    { id: 'b', text: said('Je vergrendelt je scherm'), right: true, feedback: said('Een toets is genoeg, en niemand ziet iets.') },
    { id: 'c', text: said('Je vraagt een leerling om op te letten'), right: false, feedback: said('Dan ziet die leerling het dossier.') },
  ],
  doNow: said('Druk op de Windowstoets en de L.'),
}
