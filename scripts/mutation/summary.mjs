// The result of a run as a table for each file and a list of what no check noticed.

import { readFileSync } from 'node:fs'

/** What is known of mutants that nothing noticed, each group with its sentence; an `open` one is a gap, the others change nothing. */
const groups = JSON.parse(readFileSync(new URL('equivalent.json', import.meta.url), 'utf8'))

const groupOf = ({ file, was, becomes }) =>
  groups.find((group) => group[shortName(file)]?.some(([from, to]) => from === was && to === becomes))

/** Why a mutant that nothing noticed need not be noticed; `undefined` where it should have been. */
export function reasonFor(mutant) {
  const group = groupOf(mutant)
  return group?.open ? undefined : group?.why
}

export const shortName = (file) => file.replace('packages/kernel/src/', '')

/** Names a mutant by what it does, not by its number: the numbers change with every edit. */
export const keyOf = ({ file, line, mutator, was, becomes }) => [file, line, mutator, was, becomes].join('|')

const isNoticed = ({ status }) => ['killed', 'timeout'].includes(status)

/** The table and both lists, in Markdown. */
export function summary(results) {
  const all = Object.values(results)
  const files = [...Map.groupBy(all, ({ file }) => shortName(file))].sort(([a], [b]) => (a < b ? -1 : 1))
  const rest = all.filter((each) => !isNoticed(each))
  const head = ['| file | mutants | noticed | score | equivalent | score without them |', '|---|--:|--:|--:|--:|--:|']
  const lines = [...head, ...files.map(([file, own]) => row(file, own)), row('**together**', all), '']
  lines.push('## Not noticed', '')
  const open = rest.filter((each) => !reasonFor(each))
  lines.push(...groups.filter((group) => group.open).flatMap((group) => listed(group, open)))
  const unnamed = open.filter((each) => !groupOf(each))
  if (unnamed.length > 0) lines.push('Not looked at yet:', '', ...unnamed.map(shown), '')
  lines.push('## Equivalent', '')
  lines.push(...groups.filter((group) => !group.open).flatMap((group) => listed(group, rest)))
  return lines.join('\n')
}

function listed(group, mutants) {
  const own = mutants.filter((each) => groupOf(each) === group)
  return own.length === 0 ? [] : [group.why, '', ...own.map(shown), '']
}

function row(name, own) {
  const noticed = own.filter(isNoticed).length
  const equivalent = own.filter((each) => !isNoticed(each) && reasonFor(each)).length
  const score = (of) => (of === 0 ? '' : `${((100 * noticed) / of).toFixed(1)} %`)
  const cells = [name, own.length, noticed, score(own.length), equivalent, score(own.length - equivalent)]
  return `| ${cells.join(' | ')} |`
}

const code = (text) => (text.length > 90 ? `${text.slice(0, 87)}…` : text).replaceAll('`', '´')
const shown = ({ file, line, was, becomes }) => `- ${shortName(file)}:${line}: \`${code(was)}\` → \`${code(becomes)}\``
