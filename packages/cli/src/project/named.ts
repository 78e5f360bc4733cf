// A projection by the name of a shipped one, or by its file.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projection } from '@yibao/kernel'
import { UsageError } from '../command.ts'
import { faultsText } from '../policy-input.ts'
import { shippedProjections } from '../shipped.ts'
import { textFile } from '../text-file.ts'

export function projectionNamed(name: string): projection.ProjectionSet {
  const shipped = join(shippedProjections, `${name}.yaml`)
  const file = /^[a-z0-9-]+$/.test(name) && existsSync(shipped) ? shipped : name
  if (!existsSync(file))
    throw new UsageError(`没有推演 ${name}(no such projection)。可用 available: ${projectionNames().join('、')}`)
  const { set, faults } = projection.readProjection(name, textFile(file))
  if (!set) throw new UsageError(faultsText(faults))
  return set
}

export const projectionNames = (): string[] =>
  readdirSync(shippedProjections).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? [])
