// Projections that come with the product, by name.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projection } from '@yibao/kernel'
import { PolicyPathError } from './disk.ts'

export const productProjections = resolve(dirname(fileURLToPath(import.meta.url)), '../../../projections')

/** Nothing where there is none of this name. */
export function projectionFor(name: string): projection.ProjectionSet | undefined {
  const path = join(productProjections, `${name}.yaml`)
  if (!existsSync(path)) return undefined
  const { set } = projection.readProjection(path, readFileSync(path, 'utf8'))
  if (!set) throw new PolicyPathError(`${path}：精算假设有误（the projection has faults）`)
  return set
}
