// Which title of a file is which column of a table: by a map that is given, else by the column's name or its Chinese word. Titles that
// nothing is made of are told; a column that the table must have and the file does not is a refusal.
import { basename } from 'node:path'
import { LakeError } from '../history/manifest.ts'
import type { TableColumn } from '../history/table-list.ts'

export interface Mapped {
  /** By column of the table, the title in the file. */
  readonly titles: ReadonlyMap<string, string>
  readonly unused: readonly string[]
}

/** The Chinese word of a column: what stands before the first mark of its meaning. */
export const chineseOf = ({ meaning }: TableColumn): string => /^[^，；：、。（(\s]+/.exec(meaning)?.[0] ?? ''

/** `column: title`, a line each; # begins a remark. */
export function readMap(file: string, text: string, columns: readonly TableColumn[]): ReadonlyMap<string, string> {
  const known = new Set(columns.map(({ name }) => name))
  const map = new Map<string, string>()
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const plain = line.replace(/(^|\s)#.*$/, '').trim()
    if (plain === '') continue
    const [, column = '', title = ''] = /^([a-z_0-9]+)\s*[:：]\s*(.+)$/.exec(plain) ?? []
    if (!known.has(column))
      throw new LakeError(
        `${basename(file)}:${at + 1}：${plain} 不是“列: 标题”，列应为 ${[...known].join('、')}（not column: title）`,
      )
    if (map.has(column)) throw new LakeError(`${basename(file)}:${at + 1}：列 ${column} 写了两次（twice）`)
    map.set(column, title.replace(/^(["'])(.*)\1$/, '$2'))
  }
  return map
}

export function mapped(
  file: string,
  titles: readonly string[],
  {
    columns,
    required,
    map,
  }: { columns: readonly TableColumn[]; required: readonly string[]; map: ReadonlyMap<string, string> },
): Mapped {
  const name = basename(file)
  const twice = titles.find((title, at) => title !== '' && titles.indexOf(title) !== at)
  if (twice !== undefined) throw new LakeError(`${name}：标题 ${twice} 出现两次（a title stands twice）`)
  const found = new Map<string, string>()
  for (const column of columns) {
    const asked = map.get(column.name)
    if (asked !== undefined && !titles.includes(asked))
      throw new LakeError(`${name}：没有列对照所写的标题 ${asked}，文件的标题为 ${titles.join('、')}（no such title）`)
    const title = asked ?? [column.name, chineseOf(column)].find((each) => titles.includes(each))
    if (title !== undefined) found.set(column.name, title)
  }
  const missing = columns.filter(({ name: own }) => required.includes(own) && !found.has(own))
  if (missing.length > 0)
    throw new LakeError(
      `${name}：缺少列 ${missing.map((each) => `${each.name}（${chineseOf(each)}）`).join('、')}，文件的标题为 ${titles.join('、')}（columns are missing; a foreign file?）`,
    )
  const used = new Set(found.values())
  return { titles: found, unused: titles.filter((title) => title !== '' && !used.has(title)) }
}
