import * as v from 'valibot'

/** The declarative push format: one payload for every browser, shown by Safari without the worker. No personal data in it. */
export const PushPayload = v.object({
  web_push: v.literal(8030),
  notification: v.object({
    title: v.string(),
    body: v.string(),
    navigate: v.string(),
    tag: v.string(),
    lang: v.string(),
    app_badge: v.optional(v.string()),
  }),
})
export type PushPayload = v.InferOutput<typeof PushPayload>

export const PushSubscriptionInput = v.strictObject({
  endpoint: v.pipe(v.string(), v.url(), v.maxLength(2048)),
  p256dh: v.pipe(v.string(), v.minLength(80), v.maxLength(100)),
  auth: v.pipe(v.string(), v.minLength(20), v.maxLength(30)),
  keyId: v.pipe(v.string(), v.maxLength(64)),
  lang: v.picklist(['nl', 'en']),
  label: v.optional(v.pipe(v.string(), v.maxLength(60))),
})
export type PushSubscriptionInput = v.InferOutput<typeof PushSubscriptionInput>

export const PushDeviceView = v.object({
  id: v.string(),
  label: v.nullable(v.string()),
  createdAt: v.string(),
  lastOkAt: v.nullable(v.string()),
  lastFailedAt: v.nullable(v.string()),
  lastAnswer: v.nullable(v.string()),
})
export type PushDeviceView = v.InferOutput<typeof PushDeviceView>
