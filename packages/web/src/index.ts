// The door of this package: where the built console lies, for the server that hands it out.
import { fileURLToPath } from 'node:url'

export { type BuiltConsole, ensureConsole } from './ensure-console.ts'

/** Folder of the built console; it holds index.html once it has been built. */
export const consoleFolder = fileURLToPath(new URL('../dist', import.meta.url))
