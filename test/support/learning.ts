import { demoBoard } from '../../api/demo/board.ts'
import { demoPersonas, type DemoPersona } from '../../shared/access/session-view.ts'

/** The person behind a persona of the demo's board. */
export const personIdOf = (persona: DemoPersona): string => demoBoard.people[demoPersonas.indexOf(persona)]?.personId ?? ''
