import type { ArtefactPart } from '../../shared/training/module.ts'

/** A part as a drawing gets it: in one language, with the number of its clue once that may be seen. */
export type DrawnPart = { id: string; what: ArtefactPart['what']; text: string; mark?: number | undefined }
