// Contribution configurations among the policy files: one area and year a file; the latest that has begun governs a year.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { contribution, faultText } from '@yibao/kernel'
import { productPolicies } from './disk.ts'
import type { PaymentCheck } from './payment.ts'

const IS_YAML = /\.ya?ml$/i

export const isContributionFile = (path: string): boolean =>
  IS_YAML.test(path) && contribution.isContributionText(readFileSync(path, 'utf8'))

/** Every contribution configuration below a path, in order. A folder with a pack.yaml is a policy pack and is not looked into. */
export function contributionFilesAt(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return isContributionFile(path) ? [resolve(path)] : []
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.some((entry) => entry.name === 'pack.yaml')) return []
  return entries.flatMap((entry) => {
    const child = join(path, entry.name)
    if (entry.isDirectory()) return contributionFilesAt(child)
    return entry.isFile() && isContributionFile(child) ? [resolve(child)] : []
  })
}

export function readContributionFile(path: string): contribution.ContributionBuilt {
  const short = relative(process.cwd(), resolve(path))
  return contribution.readContribution(short.startsWith('..') ? path : short, readFileSync(path, 'utf8'))
}

/** Said in the same words as a payment configuration. */
export function checkContribution(path: string): PaymentCheck {
  const built = readContributionFile(path)
  return {
    path: relative(process.cwd(), path),
    id: built.rules?.id,
    title: built.rules?.title,
    usable: built.rules !== undefined,
    faults: built.faults.filter(({ warning }) => !warning),
    warnings: built.faults.filter(({ warning }) => warning),
    values: built.values,
  }
}

export class ContributionUnusable extends Error {
  override readonly name = 'ContributionUnusable'
}

/** Where the product keeps them. */
export const productContributions = join(productPolicies, 'contribution')

/** All usable configurations below a path; one with a fault stops, with its first faults in words. */
export function contributionRulesAt(path: string): contribution.ContributionRules[] {
  const files = contributionFilesAt(path)
  if (files.length === 0) throw new ContributionUnusable(`${path} 中没有征缴规则(no contribution rules here)`)
  return files.map((file) => {
    const { rules, faults } = readContributionFile(file)
    if (!rules)
      throw new ContributionUnusable(`征缴规则有误(not usable)：\n${faults.slice(0, 10).map(faultText).join('\n')}`)
    return rules
  })
}

/**
 * Of an area and year: the latest that has begun; an area without one of its own is served by one that names no area.
 * `areas`: the codes under which the area knows itself.
 */
export function contributionRulesFor(
  all: readonly contribution.ContributionRules[],
  areas: ReadonlySet<string>,
  year: number,
): contribution.ContributionRules | undefined {
  const begun = all.filter((each) => each.year <= year).sort((a, b) => b.year - a.year)
  return begun.find(({ area }) => area !== undefined && areas.has(area)) ?? begun.find(({ area }) => area === undefined)
}
