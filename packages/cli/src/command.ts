// What every command of `yibao` has: a name, a page of help with an example, options, and an exit code that means something.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** 0 done; 1 refused, or findings that the caller asked to fail on; 2 bad usage or unreadable input. */
export type ExitCode = 0 | 1 | 2

export interface Invocation {
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  readonly positionals: readonly string[]
}

export interface Command {
  /** As typed: `policy check`. */
  readonly name: string
  readonly summary: string
  readonly usage: string
  readonly options: ParseArgsOptionsConfig
  /** Options of text that may stand without one: then they are ''. */
  readonly optional?: readonly string[]
  readonly optionHelp: Readonly<Record<string, string>>
  /** Each runs as it stands, in seconds, and a test runs it. */
  readonly examples: readonly string[]
  /** Those that go on until they are stopped, or for minutes. */
  readonly longExamples?: readonly string[]
  run(invocation: Invocation): Promise<ExitCode>
}

/** Wrong words on the command line, or a file that cannot be read: one sentence, exit code 2. */
export class UsageError extends Error {}

export function parse(command: Command, args: readonly string[]): Invocation {
  try {
    const { values, positionals } = parseArgs({
      args: withEmptyValues(args, command.optional ?? []),
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    })
    return { values: values as Invocation['values'], positionals }
  } catch (error) {
    throw new UsageError(sentenceOf(error, command))
  }
}

/** What is wrong with the words, what is allowed, and what may have been meant. */
function sentenceOf(error: unknown, { options }: Command): string {
  const { code, message } = error as Error & { code?: string }
  const named = /'(--?[^' ]+)[^']*'/.exec(message)?.[1] ?? ''
  const names = [...Object.keys(options), 'help'].map((name) => `--${name}`)
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = nearest(named, names)
    return `没有选项 ${named}(unknown option)${meant ? `，是否指 did you mean ${meant}` : ''}；可用 available: ${names.join(' ')}`
  }
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    const isFlag = options[named.replace(/^-+/, '')]?.type === 'boolean'
    return isFlag ? `选项 ${named} 不带值(takes no value)` : `选项 ${named} 缺少值(needs a value)`
  }
  return message
}

/** The name that is reached with the fewest letters changed; none where a third of them would have to be. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, steps: distance(word, name) }))
    .filter(({ name, steps }) => steps * 3 <= Math.max(word.length, name.length))
    .sort((a, b) => a.steps - b.steps)
  return ranked[0]?.name
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1]
    for (let to = 1; to <= other.length; to += 1)
      next.push(Math.min(next[to - 1]! + 1, row[to]! + 1, row[to - 1]! + (letter === other[to - 1] ? 0 : 1)))
    row = next
  }
  return row[other.length]!
}

/** `--demo` before another option, or at the end, means `--demo=`. */
const withEmptyValues = (args: readonly string[], optional: readonly string[]): string[] =>
  args.map((arg, at) => {
    const next = args[at + 1]
    const isAlone = next === undefined || next.startsWith('-')
    return isAlone && optional.some((name) => arg === `--${name}`) ? `${arg}=` : arg
  })

export function helpOf(command: Command): string {
  const names = Object.keys(command.options)
  const width = Math.max(0, ...names.map((name) => name.length)) + 4
  const lines = names.map((name) => `  ${`--${name}`.padEnd(width)} ${command.optionHelp[name] ?? ''}`)
  return [
    `yibao ${command.name} — ${command.summary}`,
    '',
    `用法 usage: yibao ${command.usage}`,
    ...(lines.length > 0 ? ['', '选项 options:', ...lines] : []),
    '',
    '示例 examples:',
    ...[...command.examples, ...(command.longExamples ?? [])].map((example) => `  ${example}`),
    '',
  ].join('\n')
}

export function textOption(invocation: Invocation, name: string): string | undefined {
  const value = invocation.values[name]
  return typeof value === 'string' ? value : undefined
}

/** An option that may stand several times. */
export function listOption(invocation: Invocation, name: string): readonly string[] {
  const value = invocation.values[name]
  return Array.isArray(value) ? value : typeof value === 'string' ? [value] : []
}

export function requiredOption(invocation: Invocation, name: string): string {
  const value = textOption(invocation, name)
  if (!value) throw new UsageError(`缺少 --${name}(missing --${name})`)
  return value
}

export function numberOption(invocation: Invocation, name: string, fallback: number): number {
  const value = textOption(invocation, name)
  if (value === undefined) return fallback
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`--${name} 应为整数，收到 ${value}(expected a whole number)`)
  return Number(value)
}

export const print = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2))
