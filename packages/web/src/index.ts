// The door of this package: where the built console lies, for the server that hands it out.
import { fileURLToPath } from 'node:url'

/** Folder of the built console; it holds index.html once `npm run -w @yibao/web build` has run. */
export const consoleFolder = fileURLToPath(new URL('../dist', import.meta.url))
