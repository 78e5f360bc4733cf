// The project's own documents, for the tests of documents: path, text, headings, links, commands.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { root } from './sources.ts'

export interface Heading {
  readonly level: number
  readonly text: string
}

export interface Document {
  /** From the repository's root, with forward slashes. */
  readonly path: string
  readonly text: string
  /** Without fenced code. */
  readonly prose: string
  /** The content of fenced code blocks, each with the word after its fence. */
  readonly blocks: readonly { readonly language: string; readonly text: string }[]
  readonly headings: readonly Heading[]
}

const FENCE = /^( *)```(\S*).*\n([\s\S]*?)^\1```/gm

export const documents: readonly Document[] = globSync('**/*.md', {
  cwd: root,
  exclude: (path) => /(^|[\\/])(node_modules|dist|\.yibao[^\\/]*|\.git)$/.test(String(path)),
})
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const prose = text.replaceAll(FENCE, '')
    const blocks = [...text.matchAll(FENCE)].map(([, , language = '', content = '']) => ({ language, text: content }))
    const headings = [...prose.matchAll(/^(#{1,6}) (.+)$/gm)].map(([, signs = '', title = '']) => ({
      level: signs.length,
      text: title.trim(),
    }))
    return { path, text, prose, blocks, headings }
  })

export interface Link {
  readonly from: string
  readonly target: string
  /** The file it leads to, from the root; '' for an address outside. */
  readonly path: string
  readonly anchor: string
}

/** Links and pictures to files of the repository. */
export function linksOf({ path, prose }: Document): Link[] {
  const withoutCode = prose.replaceAll(/`[^`\n]*`/g, '')
  return [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor = ''] = decodeURI(target).split('#')
      const reached = file === '' ? path : normalize(join(dirname(path), file)).replaceAll('\\', '/')
      return { from: path, target, path: reached.replace(/\/$/, ''), anchor }
    })
}

/** A heading's anchor as code hosts make it: lower case, punctuation away, spaces to hyphens. */
export const anchorOf = ({ text }: Heading): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

/** Every `yibao …` that a document tells its reader to type, or names in code: the words after `yibao`. */
export function commandsOf({ text }: Document): string[][] {
  return [...text.matchAll(/(?:npx yibao|`yibao) +([^`\n]*)/g)].map(([, line = '']) =>
    line
      .split(/ [#|&>]|;|\s#/)[0]!
      .trim()
      .split(/[\s=[\]]+/)
      .filter(Boolean),
  )
}

/** Files and folders that a document names in code, as patterns: a placeholder such as CITY stands for any name. */
export const filesNamedBy = ({ prose }: Document): string[] =>
  [...prose.matchAll(/`((?:packages|policies|docs|tests|scripts|catalogue|bin)\/[^`\s]*)`/g)]
    .map(([, path = '']) => path.replace(/[/:]$/, '').replaceAll(/\b(CITY|ROOM|PAGE)\b/g, '*'))
    .filter((path) => !/[<>…{}|]/.test(path))
