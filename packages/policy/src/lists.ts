// Lists of a city that its documents count and its policy text does not hold: diseases in day treatment, diseases with an advantage of
// Chinese medicine. One CSV a city, in the columns of the lake's table of lists; one bad row and the file is not used.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Day, parseDay } from '@yibao/kernel'
import { PolicyPathError, productPolicies } from './disk.ts'

export interface ListedMember {
  readonly list: string
  readonly member: string
  readonly title: string
  readonly scheme: string
  readonly from: Day
  readonly until: Day | undefined
  readonly assumed: boolean
  readonly source: string
}

const HEAD = 'list,member,title,scheme,from_on,until_on,assumed,source'

export const listFile = (city: string): string => join(productPolicies, 'lists', `${city}.csv`)

/** None where the city has no such file. */
export function readLists(path: string): ListedMember[] {
  if (!existsSync(path)) return []
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  if (head !== HEAD) throw new PolicyPathError(`${path}:1：首行应为 ${HEAD}（the titles of the columns）`)
  const rows = lines.map((line, at) => memberOf(line.split(','), `${path}:${at + 2}`))
  const twice = rows.findIndex((row, at) => rows.findIndex((other) => keyOf(other) === keyOf(row)) !== at)
  if (twice >= 0) throw new PolicyPathError(`${path}:${twice + 2}：与前面一行重复（twice in the list）`)
  return rows
}

const keyOf = ({ list, member, scheme, from }: ListedMember): string => [list, member, scheme, from].join(' ')

function memberOf(cells: readonly string[], at: string): ListedMember {
  const [list = '', member = '', title = '', scheme = '', from = '', until = '', assumed = '', source = ''] = cells
  const [first, last] = [parseDay(from), until === '' ? undefined : parseDay(until)]
  const isSound = cells.length === 8 && [list, member, title, source].every((cell) => cell !== '')
  if (!isSound || !first || (until !== '' && !last) || (assumed !== 'true' && assumed !== 'false'))
    throw new PolicyPathError(`${at}：不是名录的一行（not a row of a list）`)
  return { list, member, title, scheme, from: first, until: last, assumed: assumed === 'true', source }
}

/** The members of one list of a city. */
export const listedFor = (city: string, list: string): ListedMember[] =>
  readLists(listFile(city)).filter((each) => each.list === list)
