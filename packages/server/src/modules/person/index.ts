// The door of the person module.
export * from './model.ts'
export { type PersonRefusalCode, personRefusals, schemeTitle } from './refusals.ts'
export { type CityRegister, openCityRegister } from './register.ts'
export * from './rules.ts'
export {
  countPopulation,
  diedUpdate,
  dossierUpdate,
  findByCertificate,
  findByCredential,
  findPerson,
  findPersons,
  mutualAidTies,
  PERSON_FACT,
  PERSON_JSON,
  type PersonSearch,
  type PopulationCount,
  personFrom,
  personRow,
  readState,
  searchPersons,
} from './store.ts'
export { type MaskedPerson, maskedPerson } from './view.ts'
