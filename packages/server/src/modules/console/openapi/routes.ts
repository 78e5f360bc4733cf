// GET /openapi.json
import type { Routes } from '../../../platform/index.ts'
import type { ConsoleParts } from '../parts.ts'
import { openApiOf } from './document.ts'

/** Of the interface, not of the program. */
const VERSION = '1'

export const openapiRoutes =
  ({ about }: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/openapi.json',
      { config: { permission: 'signed-in' }, schema: { summary: '本说明：OpenAPI 3.1' } },
      async () => openApiOf(app.declaredRoutes, { title: `医保平台控制台 ${about().city.title}`, version: VERSION }),
    )
  }
