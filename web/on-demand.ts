import type { RouteComponent } from 'vue-router'
import { needTexts } from './i18n.ts'

type Screen = () => Promise<{ default: RouteComponent }>

/** A screen that comes on demand, together with its sentences. */
export const withTexts =
  (load: Screen, ...subjects: string[]): Screen =>
  async () =>
    (await Promise.all([load(), needTexts(...subjects)]))[0]

/** One that does nothing without the office and is not kept on the device (vite.config.ts): where it cannot be fetched it says so. */
export const notKept =
  (load: Screen, ...subjects: string[]): Screen =>
  () =>
    withTexts(load, ...subjects)().catch(() => import('./shell/NoConnectionScreen.vue'))
