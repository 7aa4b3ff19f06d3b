import type { Instant } from '../instant.ts'

type Given = Readonly<{ id: string; answeredAt: Instant }>

/** Answers in the order they were given; those of one moment by their ids, so that every device has the same order. */
export const inOrder = (a: Given, b: Given): number => compare(a.answeredAt, b.answeredAt) || compare(a.id, b.id)

export const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
