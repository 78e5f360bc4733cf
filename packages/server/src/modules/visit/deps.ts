// What the kinds of change of a visit stand on.
import type { WritePath } from '../../platform/index.ts'
import type { CatalogueRegister } from '../catalogue/index.ts'
import type { CityRegister } from '../person/index.ts'
import type { PolicyDesk } from '../policy/index.ts'
import type { ProviderRegister } from '../provider/index.ts'
import type { CategoryTable } from './categories.ts'
import type { ShownId } from './checks.ts'
import type { FrameSources } from './frame.ts'

export interface CareSources extends FrameSources {
  readonly writePath: WritePath
  readonly city: CityRegister
  readonly categories: CategoryTable
  readonly providers: ProviderRegister
  readonly catalogue: CatalogueRegister
  readonly policy: PolicyDesk
  readonly shown: ShownId
}
