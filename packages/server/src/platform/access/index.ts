// The door of access: permissions, roles, and reading within somebody's scope.
export { isRole, may, PERMISSIONS, type Permission, type Principal, ROLES, type Role, roleOf } from './permissions.ts'
export { createScopedReader, type Scope, type ScopedReader } from './scoped-reader.ts'
