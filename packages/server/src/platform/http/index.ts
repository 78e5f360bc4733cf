// The door of the HTTP frame.
export { type App, type AppOptions, createApp, type Routes } from './app.ts'
export { clearSessionCookie, setSessionCookie } from './cookie.ts'
export { acceptRawText } from './raw-text.ts'
export { joinRefusals, platformRefusals, type RefusalCatalogue, type RefusalDefinition } from './refusals.ts'
export { stopOnSignals } from './stop.ts'
