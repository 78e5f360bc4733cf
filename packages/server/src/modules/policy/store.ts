// Every text of the policy under which this platform ever decided.
import type { Layer } from '@yibao/kernel'
import type { Reader } from '../common/index.ts'

export async function layersOfVersion(reader: Reader, version: string): Promise<readonly Layer[] | undefined> {
  const { rows } = await reader.query<{ layers: readonly Layer[] }>({
    name: 'policy layers',
    text: 'select layers from policy_text where version = $1',
    values: [version],
  })
  return rows[0]?.layers
}

export interface AdoptedVersion {
  readonly version: string
  readonly adoptedAt: string
}

export async function adoptedVersions(reader: Reader): Promise<AdoptedVersion[]> {
  const { rows } = await reader.query<AdoptedVersion>(
    `select version, adopted_at as "adoptedAt" from policy_text order by adopted_at, version`,
  )
  return rows
}

/** The text that was put into force last. */
export async function latestLayers(reader: Reader): Promise<readonly Layer[] | undefined> {
  const { rows } = await reader.query<{ layers: readonly Layer[] }>(
    'select layers from policy_text order by adopted_at desc, version limit 1',
  )
  return rows[0]?.layers
}
