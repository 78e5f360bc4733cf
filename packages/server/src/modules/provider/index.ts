// The door of the provider module.
export { type ChannelChange, setChannel } from './channel.ts'
export { registerDepartment } from './department.ts'
export * from './model.ts'
export { type ProviderRefusalCode, providerRefusals } from './refusals.ts'
export { openProviderRegister, type ProviderRegister } from './register.ts'
export * from './rules.ts'
export { allProviders, departmentRow, providerRow, type RegisteredDepartment, staffRow } from './store.ts'
