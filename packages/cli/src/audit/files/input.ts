// What `audit files` is given: a column map that is right, and files that have every column it names.
import { createHash } from 'node:crypto'
import { basename, relative, resolve } from 'node:path'
import { FaultList, faultText, intake } from '@yibao/kernel'
import { type GivenFile, headersOf } from '@yibao/lake'
import { UsageError } from '../../command.ts'
import { textFile } from '../../text-file.ts'

export interface FilesInput {
  readonly map: intake.ColumnMap
  readonly files: readonly GivenFile[]
  /** Of the map's text. */
  readonly hash: string
}

const shortPath = (path: string): string => {
  const short = relative(process.cwd(), resolve(path))
  return short.startsWith('..') ? path : short
}

/** Refused whole, every fault with its line, and every column that is not there with those that are. */
export async function filesInput(mapPath: string, inputs: readonly string[]): Promise<FilesInput> {
  const text = textFile(mapPath)
  const faults = new FaultList()
  const map = intake.readColumnMap(shortPath(mapPath), text, faults)
  if (!map) throw new UsageError(faults.faults.map(faultText).join('\n'))
  const files = inputs.map((path): GivenFile => ({ path, mapped: fileOf(map, path, mapPath) }))
  const unread = map.files.filter((mapped) => !files.some((each) => each.mapped === mapped))
  if (unread.length > 0)
    throw new UsageError(
      unread
        .map(
          ({ at, table, match }) =>
            `${at.file}:${at.line} 没有给出 ${table} 的文件${match ? `（${match}）` : ''}，请用 --in（no --in for it）`,
        )
        .join('\n'),
    )
  await checkTitles(files)
  return { map, files, hash: createHash('sha256').update(text).digest('hex') }
}

/** By its name; a map of one file takes whatever is given. */
function fileOf(map: intake.ColumnMap, path: string, mapPath: string): intake.MappedFile {
  const [only, ...others] = map.files
  const named = map.files.filter(({ match }) => match !== undefined && intake.matchesName(match, basename(path)))
  if (named.length === 1 && named[0]) return named[0]
  if (named.length === 0 && only && others.length === 0 && only.match === undefined) return only
  const list = map.files.map(({ table, match = '（没有 match）' }) => `${table}: ${match}`).join('；')
  const why = named.length > 1 ? '有多个 match 与它相符（several match it）' : '没有 match 与它相符（none matches it）'
  throw new UsageError(`${path}：${mapPath} 中${why}。${list}`)
}

const MOST_TITLES = 40

async function checkTitles(files: readonly GivenFile[]): Promise<void> {
  const asked = files.map(({ path, mapped }) => ({
    path,
    encoding: mapped.encoding,
    ...(mapped.delimiter !== undefined && { delimiter: mapped.delimiter }),
  }))
  const headers = await headersOf(asked)
  const says = files.flatMap(({ path, mapped }, at) => {
    const titles = headers[at]?.titles ?? []
    return mapped.columns.flatMap(({ column, field, at: place }) => {
      if (column === undefined) return []
      const count = titles.filter((title) => title === column).length
      if (count === 1) return []
      const where = `${place.file}:${place.line} ${field.name}（${field.zh}）`
      if (count > 1)
        return [`${where}：${basename(path)} 有 ${count} 列都叫“${column}”（the title stands ${count} times）`]
      return [
        `${where}：${basename(path)} 没有列“${column}”（no such column）${near(column, field, titles)}；有 found：${titles.slice(0, MOST_TITLES).join('、')}`,
      ]
    })
  })
  if (says.length > 0) throw new UsageError(says.join('\n'))
}

/** The titles that are spelt most like it, or that are known for the field. */
function near(column: string, field: intake.IntakeField, titles: readonly string[]): string {
  const letters = new Set(column)
  const likeness = (title: string): number =>
    [...new Set(title)].filter((letter) => letters.has(letter)).length / Math.max(letters.size, title.length)
  const close = titles
    .filter((title) => field.titles.includes(title) || likeness(title) >= 0.5)
    .sort((a, b) => likeness(b) - likeness(a))
    .slice(0, 3)
  return close.length > 0 ? `，是不是 ${close.map((title) => `“${title}”`).join('、')}` : ''
}
