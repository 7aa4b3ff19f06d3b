/** The disk, or the part of it we may use, is full; a transaction that failed for it says so within. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'QuotaExceededError' || isFull((error as Error & { inner?: unknown }).inner))
