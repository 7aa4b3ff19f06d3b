import { createPinia } from 'pinia'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import App from '../App.vue'
import { i18n } from '../i18n.ts'
import { router } from '../routes.ts'

/** A screen as it stands before anybody is known, in Dutch: for the build, which lays it down as a page of its own. */
export async function drawn(path: string): Promise<string> {
  const app = createSSRApp(App).use(createPinia()).use(i18n).use(router)
  app.config.errorHandler = (error) => {
    throw error
  }
  await router.push(path)
  await router.isReady()
  return renderToString(app)
}
