import { testEngine } from '../../support/database.ts'
import { embeddedStories } from './embedded-stories.ts'
import { serverStories } from './server-stories.ts'

if (testEngine === 'embedded') embeddedStories()
else serverStories()
