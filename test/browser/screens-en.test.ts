import { lookAtScreens } from '../support/look-at-screens.ts'

await lookAtScreens('en')
