// The door of the catalogue module.
export { mapItems, unmapItem } from './mapping.ts'
export * from './model.ts'
export { type CatalogueRefusalCode, catalogueRefusals } from './refusals.ts'
export { type CatalogueQuery, type CatalogueRegister, openCatalogue } from './register.ts'
export {
  allEntries as catalogueEntries,
  entryRow,
  findMappings,
  type MappingFound,
  type MappingQuery,
} from './store.ts'
