// What follows the word `yibao`: finds the command, prints help, and turns every outcome into an exit code and one clear line.
import { type Command, type ExitCode, helpOf, nearest, parse, print, UsageError } from './command.ts'
import { commandNames, loadCommand } from './commands/index.ts'
import { systemSentence } from './system-sentence.ts'

export async function yibao(words: readonly string[]): Promise<ExitCode> {
  const [first, second] = words
  if (!first || first === 'help' || first === '--help' || first === '-h') {
    if (second && first === 'help') return yibao([...words.slice(1), '--help'])
    print(await overview())
    return first ? 0 : 2
  }
  if (first === '--version') {
    print('yibao 0.1.0')
    return 0
  }
  const name = commandNames.find((each) => each === `${first} ${second}`) ?? commandNames.find((each) => each === first)
  if (!name) {
    const meant = nearest(words.slice(0, 2).join(' '), commandNames) ?? nearest(first, commandNames)
    const guess = meant ? `，是否指 did you mean ${meant}` : ''
    process.stderr.write(`没有命令 ${first}(unknown command)${guess}。可用 available: ${commandNames.join(', ')}\n`)
    return 2
  }
  return runCommand(await loadCommand(name), words.slice(name.split(' ').length))
}

async function runCommand(command: Command, rest: readonly string[]): Promise<ExitCode> {
  try {
    const invocation = parse(command, rest)
    if (invocation.values.help) {
      print(helpOf(command))
      return 0
    }
    return await command.run(invocation)
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n用法 usage: yibao ${command.usage}\n`)
      return 2
    }
    const code = codeOf(error)
    if (code === undefined) throw error
    process.stderr.write(
      `${systemSentence(error) ?? ((error as Error).message || (error as { code?: string }).code)}\n`,
    )
    return code
  }
}

/** Errors that are sentences for whoever typed the command, by name; any other one is a bug and shows where it is. */
const SENTENCES: Readonly<Record<string, ExitCode>> = {
  PostgresRefused: 1,
  MigrationRefused: 1,
  PolicyUnusable: 1,
  RulesUnusable: 1,
  LoadRefused: 1,
  ConfigRefused: 2,
  PolicyPathError: 2,
  SchemePathError: 2,
  RecordsUnreadable: 2,
  LakeError: 2,
  DipPathError: 2,
  TooMuchAcross: 2,
}

function codeOf(error: unknown): ExitCode | undefined {
  if (!(error instanceof Error)) return undefined
  // The operating system and the database have codes: a file that is not there, a server that does not answer.
  return SENTENCES[error.name] ?? ('code' in error ? 2 : undefined)
}

async function overview(): Promise<string> {
  const commands = await Promise.all(commandNames.map(loadCommand))
  const widest = Math.max(...commandNames.map(({ length }) => length))
  return [
    'yibao — 医保 municipal medical security',
    '',
    '用法 usage: yibao <command> [options]    (yibao <command> --help)',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(widest)} ${summary}`),
    '',
  ].join('\n')
}
