// The only reader of rules/ on disk: rule cards (YAML) and tables of knowledge points (CSV).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FaultList, models, type RawPoint, type RuleCard, readCard, readKnowledge } from '@yibao/kernel'
import { PolicyPathError } from './disk.ts'

/** The rules that come with the product. */
export const productRules = resolve(dirname(fileURLToPath(import.meta.url)), '../../../rules')

export interface RuleSet {
  readonly cards: readonly RuleCard[]
  readonly points: readonly RawPoint[]
  readonly faults: FaultList
}

/** Every card and table below a path, or the one file that it names. */
export function loadRules(path: string = productRules): RuleSet {
  if (!existsSync(path)) throw new PolicyPathError(`没有这个文件或文件夹：${path}（no such file or folder）`)
  const files = filesBelow(resolve(path))
  const faults = new FaultList()
  const cards = files
    .filter((file) => /\.ya?ml$/i.test(file))
    .flatMap((file) => readCard(shown(file), readFileSync(file, 'utf8'), faults) ?? [])
  const points = files
    .filter((file) => /\.csv$/i.test(file))
    .flatMap((file) => readKnowledge(shown(file), readFileSync(file, 'utf8'), faults))
  if (files.length === 0) throw new PolicyPathError(`${path} 中没有规则卡（.yaml）（no rule cards in this folder）`)
  sayTwice(cards, faults)
  return { cards: cards.sort((a, b) => (a.id < b.id ? -1 : 1)), points, faults }
}

/** Two cards of one id would both be right. */
function sayTwice(cards: readonly RuleCard[], faults: FaultList): void {
  const first = new Map<string, RuleCard>()
  for (const card of cards) {
    const other = first.get(card.id)
    if (other) faults.add(card.at, 'wrong_value', `a second card ${card.id}`, `one; the other is ${other.at.file}`)
    else first.set(card.id, card)
  }
}

/** Not rules: files to try the commands with, and the models, which give scores. */
const OTHERS = /^(examples|models)[/\\]/

export const productModels = join(productRules, 'models')

/** Every behaviour model of a folder, by id; a fault refuses them all. */
export function loadModels(path: string = productModels): {
  readonly cards: readonly models.ModelCard[]
  readonly faults: FaultList
} {
  if (!existsSync(path)) throw new PolicyPathError(`没有这个文件或文件夹：${path}（no such file or folder）`)
  const faults = new FaultList()
  const cards = filesBelow(resolve(path)).flatMap(
    (file) => models.readModel(shown(file), readFileSync(file, 'utf8'), faults) ?? [],
  )
  return { cards: cards.sort((a, b) => (a.id < b.id ? -1 : 1)), faults }
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ya?ml|csv)$/i.test(name) && !OTHERS.test(name))
    .sort()
    .map((name) => join(path, name))
}

function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}
