/** The board's own number of an incident, per year: `2026-014`. */
export const numberOf = (row: { year: number; sequence: number }): string => `${row.year}-${String(row.sequence).padStart(3, '0')}`
