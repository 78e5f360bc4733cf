// The only reader of policy files on disk: finds the packs below a path and the packs they inherit from.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Built, buildLibrary, type Layer, type SourceText } from '@yibao/kernel'
import { isOtherRulesFile } from './payment.ts'

/** The policies that come with the product. */
export const productPolicies = resolve(dirname(fileURLToPath(import.meta.url)), '../../../policies')

/** One pack as it lies on disk, with the layers it stands on, outermost first. */
export interface PackOnDisk {
  readonly path: string
  readonly layers: readonly Layer[]
}

/** A path that holds no usable policy: one sentence for the caller. */
export class PolicyPathError extends Error {
  override readonly name = 'PolicyPathError'
}

const IS_POLICY = /\.(ya?ml|json)$/i

/** Every pack below a path: a file is a pack of its own, a folder with a pack.yaml is one, other folders are looked into. */
export function packsAt(path: string, overlay?: string): PackOnDisk[] {
  if (!existsSync(path)) throw new PolicyPathError(`没有这个文件或文件夹：${path}(no such file or folder)`)
  const roots = packRootsAt(resolve(path))
  if (roots.length === 0) throw new PolicyPathError(`${path} 中没有政策文件(.yaml)(no policy files in this folder)`)
  return roots.map((root) => ({ path: shown(root), layers: [...layersOf(root, []), ...overlayLayer(overlay)] }))
}

/** The packs that a reform says it is made for, by its `inherits:`; none: for any. */
export function inheritedAt(path: string): string[] {
  if (!existsSync(path)) throw new PolicyPathError(`没有这个文件或文件夹：${path}(no such file or folder)`)
  return filesOf(resolve(path)).flatMap(inheritsOf)
}

/** Builds the one pack at a path. Throws when the path holds none or several. */
export function loadPack(path: string, overlay?: string): Built {
  const packs = packsAt(path, overlay)
  const [pack] = packs
  if (!pack || packs.length > 1) {
    const names = packs
      .map((each) => each.path)
      .slice(0, 5)
      .join(', ')
    throw new PolicyPathError(`${path} 中有 ${packs.length} 个政策包(${names} …)，请指定其中一个(name one of them)`)
  }
  return buildPack(pack)
}

export const buildPack = (pack: PackOnDisk): Built => buildLibrary(pack.layers, sha256)

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function packRootsAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return isOtherRulesFile(path) ? [] : [path]
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.some((entry) => entry.name === 'pack.yaml')) return [path]
  const folders = entries.filter((entry) => entry.isDirectory()).flatMap((entry) => packRootsAt(join(path, entry.name)))
  const files = entries.filter((entry) => entry.isFile() && IS_POLICY.test(entry.name))
  const paths = files.map((entry) => join(path, entry.name))
  return [...folders, ...paths.filter((file) => !isOtherRulesFile(file))]
}

function layersOf(root: string, seen: readonly string[]): Layer[] {
  if (seen.includes(root))
    throw new PolicyPathError(`政策包相互继承：${[...seen, root].map(shown).join(' → ')}(packs inherit in a circle)`)
  const files = filesOf(root)
  const parents = files.flatMap((file) => inheritsOf(file)).map((id) => parentFolder(id, root))
  const below = parents.flatMap((parent) => layersOf(parent, [...seen, root]))
  const unique = below.filter((layer, index) => below.findIndex((each) => each.id === layer.id) === index)
  return [...unique, { id: idOf(root), files }]
}

function overlayLayer(overlay: string | undefined): Layer[] {
  if (!overlay) return []
  if (!existsSync(overlay)) throw new PolicyPathError(`没有这个文件或文件夹：${overlay}(no such file or folder)`)
  return [{ id: idOf(resolve(overlay)), files: filesOf(resolve(overlay)) }]
}

function filesOf(root: string): SourceText[] {
  if (!statSync(root).isDirectory()) return [{ path: shown(root), text: readFileSync(root, 'utf8') }]
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => IS_POLICY.test(name) && statSync(join(root, name)).isFile())
    .sort()
    .map((name) => ({ path: shown(join(root, name)), text: readFileSync(join(root, name), 'utf8') }))
}

/** Whether there is any policy pack below a path. */
export const hasPacks = (path: string): boolean => existsSync(path) && packRootsAt(resolve(path)).length > 0

/** The ids after `inherits:`; read by eye so that a file with faults elsewhere still finds its parents. */
function inheritsOf(file: SourceText): string[] {
  const match = /^inherits:\s*\[([^\]]*)\]/m.exec(file.text)
  return match
    ? (match[1] ?? '')
        .split(',')
        .map((id) => id.trim().replace(/['"]/g, ''))
        .filter(Boolean)
    : []
}

/** `province/anhui` is looked for upwards from the pack, then among the policies of the product. */
function parentFolder(id: string, from: string): string {
  for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, id, 'pack.yaml'))) return join(folder, id)
  }
  const product = join(productPolicies, id)
  if (existsSync(join(product, 'pack.yaml'))) return product
  throw new PolicyPathError(`${shown(from)} 继承的政策包 ${id} 不存在(the inherited pack does not exist)`)
}

const idOf = (root: string): string =>
  relative(productPolicies, root).startsWith('..') ? shown(root) : relative(productPolicies, root)

/** Paths in messages are short: relative to where the command was typed. */
function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short || '.'
}
