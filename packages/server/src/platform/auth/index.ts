// The door of signing in.
export type { NewAccount } from './accounts.ts'
export { Auth, type AuthOptions, type Origin, type Session } from './auth.ts'
export { demoAccounts } from './demo-accounts.ts'
export { authRefusals } from './refusals.ts'
export { type AboutPlatform, registerSessionRoutes } from './routes.ts'
