// The project's own source files, for the house rules below: path, text, package.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
  /** kernel, server … or '' outside packages. */
  readonly package: string
  readonly isTest: boolean
}

const patterns = [
  'packages/*/src/**/*.{ts,tsx}',
  'packages/*/test/**/*.ts',
  'tests/**/*.ts',
  'scripts/*.mjs',
  'bin/*.mjs',
]

export const sourceFiles: readonly SourceFile[] = globSync(patterns, { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('node_modules') && !path.includes('/dist/'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return {
      path,
      text,
      lines: text.split('\n'),
      package: /^packages\/([^/]+)\//.exec(path)?.[1] ?? '',
      isTest: /\.test\.tsx?$|^tests\/|\/test\/|\/testing\//.test(path),
    }
  })

/** Modules named in import and export statements, static and dynamic. */
export function importsOf(file: SourceFile): string[] {
  const statements = file.text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"\n;]*?(?:\{[^}]*\}\s*)?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g,
  )
  return [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

/** The file a relative import leads to, from the root; other specifiers come back as they are. */
export function targetOf(file: SourceFile, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  return relative(root, join(root, dirname(file.path), specifier)).replaceAll('\\', '/')
}
