import type { LetterFacts } from '../../shared/notification/letter.ts'
import { findBoardName } from '../access/school-name.ts'
