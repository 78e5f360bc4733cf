// The door of the console: its routes under /api, each with a permission, each reading within the asker's scope.
import { refused } from '@yibao/kernel'
import type { Routes } from '../../platform/index.ts'
import type { ConsoleParts } from './parts.ts'
import { personRoutes } from './person/routes.ts'
import { searchRoutes } from './search/routes.ts'
import { settlementRoutes } from './settlement/routes.ts'
import { settlementsRoutes } from './settlements/routes.ts'

export type { ConsoleParts } from './parts.ts'
export { consoleRefusals } from './refusals.ts'

/** Each room brings its routes; they share nothing but the parts. */
const ROOMS: readonly ((parts: ConsoleParts) => Routes)[] = [
  personRoutes,
  searchRoutes,
  settlementsRoutes,
  settlementRoutes,
]

/** Register under `/api`. */
export const consoleRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    // The one character that no text of the database can hold.
    app.addHook('preValidation', async (request, reply) => {
      if (request.url.includes('%00'))
        return reply.refuse(refused('request_invalid', { field: 'url', problem: '含有空字符' }))
    })
    // Schemas of answers are for reading and for tests; what was made is sent as it is.
    app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
    for (const room of ROOMS) await app.register(room(parts))
  }
