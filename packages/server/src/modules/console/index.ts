// The door of the console: its routes under /api, each with a permission, each reading within the asker's scope.
import type { Routes } from '../../platform/index.ts'
import type { ConsoleParts } from './parts.ts'

export type { ConsoleParts } from './parts.ts'

/** Each room brings its routes; they share nothing but the parts. */
const ROOMS: readonly ((parts: ConsoleParts) => Routes)[] = []

export const consoleRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    for (const room of ROOMS) await app.register(room(parts))
  }
