// Who is working at the console.
import { type Static, Type } from 'typebox'

export const loginRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 50 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
})
export type LoginRequest = Static<typeof loginRequest>

export const sessionView = Type.Object({
  name: Type.String(),
  displayName: Type.String(),
  role: Type.String(),
  roleTitle: Type.String(),
  area: Type.String({ description: 'Area code prefix the account may see; empty: everything' }),
  provider: Type.String(),
  employer: Type.String({
    description: 'Number of the employer whose people the account may see; empty: not bound to one',
  }),
  permissions: Type.Array(Type.String()),
  /** Name of the pooling area this platform serves, and whether it is a demonstration. */
  city: Type.Object({ id: Type.String(), title: Type.String(), titleEn: Type.String(), area: Type.String() }),
  demo: Type.Boolean(),
  /** The password is one-time and must be changed. */
  mustChangePassword: Type.Boolean(),
})
export type SessionView = Static<typeof sessionView>

export const passwordRequest = Type.Object({
  current: Type.String({ minLength: 1, maxLength: 200 }),
  next: Type.String({ minLength: 12, maxLength: 200 }),
})
export type PasswordRequest = Static<typeof passwordRequest>
