import * as v from 'valibot'

export const holidayRegions = ['north', 'middle', 'south'] as const
export type HolidayRegion = (typeof holidayRegions)[number]

/** Nobody's figures are shown in a group of fewer people; a board can raise it, never lower it (awareness.md). */
export const lowestFloor = 10
/** Above it there would be no figures at all in most boards. */
export const highestFloor = 100

/** What a board chose about training. Absent settings: the choices of `defaultTraining`. */
export const TrainingSettings = v.strictObject({
  floor: v.pipe(v.number(), v.integer(), v.minValue(lowestFloor), v.maxValue(highestFloor)),
  /** ids of modules that are not offered here */
  hidden: v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(20)),
  /** the day of each year, MM-DD, by which everybody should have done them; null: no day */
  dueOn: v.nullable(v.pipe(v.string(), v.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/))),
  /** whose school holidays keep reminders away; null: those of all three regions do */
  region: v.nullable(v.picklist(holidayRegions)),
  /** whether anybody here is reminded at all */
  nudges: v.boolean(),
  /** whether finished modules can be exported as pseudonymous xAPI statements */
  statements: v.boolean(),
})
export type TrainingSettings = v.InferOutput<typeof TrainingSettings>

export const defaultTraining: TrainingSettings = { floor: lowestFloor, hidden: [], dueOn: null, region: null, nudges: true, statements: false }

/** What a board sends to change its choices: all of them. */
export const ChangeTraining = v.strictObject({ organisationId: v.pipe(v.string(), v.uuid(), v.toLowerCase()), settings: TrainingSettings })
