// What the kinds of change of a visit stand on.
import type { WritePath } from '../../platform/index.ts'
import type { CatalogueRegister } from '../catalogue/index.ts'
import type { CityRegister } from '../person/index.ts'
import type { PolicyDesk } from '../policy/index.ts'
import { outsideProvider, type Provider, type ProviderRegister } from '../provider/index.ts'
import type { CategoryTable } from './categories.ts'
import type { ShownId } from './checks.ts'
import type { FrameSources } from './frame.ts'
import type { Visit } from './model.ts'

export interface CareSources extends FrameSources {
  readonly writePath: WritePath
  readonly city: CityRegister
  readonly categories: CategoryTable
  readonly providers: ProviderRegister
  readonly catalogue: CatalogueRegister
  readonly policy: PolicyDesk
  readonly shown: ShownId
  /** How the city has stays over a year end settled. */
  readonly crossYear: () => 'at_discharge' | 'at_year_end'
}

/** Where a visit was: on the register, or named by its paper. */
export function providerOf(
  { providers }: Pick<CareSources, 'providers'>,
  { provider, details }: Pick<Visit, 'provider' | 'details'>,
): Provider | undefined {
  return details.institution ? outsideProvider(details.institution) : providers.find(provider)
}
