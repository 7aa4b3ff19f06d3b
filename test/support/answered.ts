import type { MyTraining } from '../../shared/training/training-views.ts'

/** What the office says of questions of a module that is under way, answered just now elsewhere. */
export const answered = (moduleId: string, questionIds: string[], answeredAt = new Date().toISOString()): Pick<MyTraining, 'progress' | 'sat'> => ({
  progress: [{ moduleId, questionIds }],
  sat: questionIds.map((questionId) => ({ moduleId, questionId, role: 'teacher', answeredAt })),
})
