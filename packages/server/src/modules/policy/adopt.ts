// Adopting a policy: its text is stored before anything is decided under it, so that it can be read again for ever.
import { accepted, type Layer } from '@yibao/kernel'
import type { Json, Kind } from '../../platform/index.ts'

export interface Adoption {
  readonly pack: string
  readonly version: string
  readonly layers: readonly Layer[]
}

export const policyAdopted: Kind<Adoption, unknown, { version: string }> = {
  name: 'policy.adopted',
  subjects: ({ pack }) => [`policy:${pack}`],
  decide: ({ version, layers }, _, { now }) =>
    accepted({
      answer: { version },
      rows: { insert: { policy_text: [{ version, adopted_at: now, layers: layers as unknown as Json }] } },
      event: { version },
    }),
}
