// The only reader of grouping schemes on disk: a folder of tables, each as .csv or packed as .csv.gz.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import {
  type CompiledScheme,
  compileScheme,
  readScheme,
  SCHEME_FILES,
  type SchemeFault,
  type SchemeFile,
  type SchemeReading,
  schemeFaultText,
} from '@yibao/kernel'

/** The schemes that come with the product. */
export const productSchemes = resolve(dirname(fileURLToPath(import.meta.url)), '../../../../schemes')

/** A folder that holds no usable scheme: sentences for the caller. */
export class SchemePathError extends Error {
  override readonly name = 'SchemePathError'
  readonly faults: readonly SchemeFault[]

  constructor(message: string, faults: readonly SchemeFault[] = []) {
    super(message)
    this.faults = faults
  }
}

/** Nobody reads more at once; `--json` has them all. */
const SHOWN_FAULTS = 20

export function readSchemeAt(folder: string): SchemeReading {
  if (!existsSync(folder)) throw new SchemePathError(`没有这个文件夹：${folder}(no such folder)`)
  if (!statSync(folder).isDirectory()) throw new SchemePathError(`分组方案应为文件夹：${folder}(a scheme is a folder)`)
  return readScheme(
    basename(resolve(folder)),
    SCHEME_FILES.flatMap((name) => fileAt(folder, name)),
  )
}

/** The scheme at a folder, compiled. Throws with every fault when it has one. */
export function loadScheme(folder: string): { compiled: CompiledScheme; warnings: readonly SchemeFault[] } {
  const { scheme, faults } = readSchemeAt(folder)
  if (scheme) return { compiled: compileScheme(scheme), warnings: faults }
  const refusing = faults.filter(({ isWarning }) => !isWarning)
  const more = refusing.length > SHOWN_FAULTS ? `\n… 共 ${refusing.length} 处(${refusing.length} in all)` : ''
  const lines = refusing.slice(0, SHOWN_FAULTS).map(schemeFaultText).join('\n')
  throw new SchemePathError(`分组方案 ${folder} 不可用(the scheme cannot be used)：\n${lines}${more}`, refusing)
}

function fileAt(folder: string, name: string): SchemeFile[] {
  for (const path of [join(folder, name), join(folder, `${name}.gz`)]) {
    if (!existsSync(path)) continue
    return [{ name, path: shown(path), text: textOf(path) }]
  }
  return []
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path)
    return decoder.decode(path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
  } catch (error) {
    throw new SchemePathError(
      `${shown(path)}：不是 UTF-8 或压缩文件已损坏(not UTF-8, or a broken .gz)，${String(error)}`,
    )
  }
}

/** Paths in messages are short: relative to where the command was typed. */
function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short || '.'
}
