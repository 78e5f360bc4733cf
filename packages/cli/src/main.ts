// The `yibao` command: finds the command, prints help, and turns every outcome into an exit code and one clear line.
import { type Command, helpOf, parse, print, UsageError } from './command.ts'
import { commandNames, loadCommand } from './commands/index.ts'

const args = process.argv.slice(2)
process.exitCode = await main(args)

async function main(words: readonly string[]): Promise<number> {
  const [first, second] = words
  if (!first || first === 'help' || first === '--help' || first === '-h') {
    if (second && first === 'help') return main([...words.slice(1), '--help'])
    print(overview())
    return first ? 0 : 2
  }
  if (first === '--version') {
    print('yibao 0.1.0')
    return 0
  }
  const name = commandNames.find((each) => each === `${first} ${second}`) ?? commandNames.find((each) => each === first)
  if (!name) {
    process.stderr.write(`没有命令 ${first}(unknown command)。可用 available: ${commandNames.join(', ')}\n`)
    return 2
  }
  return runCommand(await loadCommand(name), words.slice(name.split(' ').length))
}

async function runCommand(command: Command, rest: readonly string[]): Promise<number> {
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
    if (error instanceof Error && (error.name === 'PolicyPathError' || 'code' in error)) {
      process.stderr.write(`${error.message}\n`)
      return 2
    }
    throw error
  }
}

function overview(): string {
  return [
    'yibao — 医保 municipal medical security',
    '',
    '用法 usage: yibao <command> [options]    (yibao <command> --help)',
    '',
    ...commandNames.map((name) => `  ${name}`),
    '',
  ].join('\n')
}
