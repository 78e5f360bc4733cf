// The synthetic city: people, enrolment, providers, balances.
export { type CityOptions, generateCity } from './generate.ts'
export { DEPARTMENTS, type DepartmentCode } from './staff.ts'
