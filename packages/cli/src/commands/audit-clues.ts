// `yibao audit clues`: the behaviour models over a platform's own history; what they name becomes cases of the audit workbench.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isLiveLake, readLiveManifest } from '@yibao/lake'
import { readWorkCalendar } from '@yibao/policy'
import {
  clueSentence,
  type ModelDone,
  modelsInForce,
  openClues,
  openProviderRegister,
  readConfig,
  type Visitor,
} from '@yibao/server'
import { type Command, type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { DATA_HELP, dataOption, visiting } from '../visit.ts'
import { operator } from './user-add.ts'

export const command: Command = {
  name: 'audit clues',
  summary: '在平台自己的历史上运行行为模型，线索列为疑点 behaviour models over a platform, clues become cases',
  usage: 'audit clues [--data FOLDER] [--lake LAKE] [--json]',
  options: { data: dataOption, lake: { type: 'string' }, json: { type: 'boolean' } },
  optionHelp: {
    data: DATA_HELP,
    lake: '平台的历史库，默认数据文件夹中的 lake the history that the platform keeps',
    json: '机器可读 machine-readable',
  },
  examples: ['npx yibao audit clues --help'],
  longExamples: ['npx yibao audit clues', 'npx yibao audit clues --json'],
  run,
}

async function run(invocation: Invocation): Promise<ExitCode> {
  const [more] = invocation.positionals
  if (more !== undefined) throw new UsageError(`多余的参数 ${more}（unexpected）`)
  const data = textOption(invocation, 'data')
  const lake = resolve(textOption(invocation, 'lake') ?? join(data ?? readConfig().home, 'lake'))
  if (!existsSync(lake))
    throw new UsageError(`没有历史库 ${lake}，请用 --lake 指明（no lake here: name it with --lake）`)
  if (!isLiveLake(lake))
    throw new UsageError(`${lake} 不是平台写的历史库；别的历史库用 yibao audit models（not a platform's lake）`)
  return visiting(invocation, (visitor) => file(visitor, lake, invocation.values.json === true))
}

/** Begins a run, or goes on with the one that a stop left lying. */
async function file({ platform }: Visitor, folder: string, isJson: boolean): Promise<ExitCode> {
  const { reader, writePath, log, clock } = platform
  const providers = await openProviderRegister(reader)
  const cards = modelsInForce()
  const desk = openClues({
    ...{ reader, writePath, log, calendar: readWorkCalendar(), cards: () => cards },
    areaOf: (provider) => providers.find(provider)?.area ?? '',
    lake: () => {
      const manifest = readLiveManifest(folder)
      return manifest && { folder, batch: manifest.batch, manifest }
    },
  })
  const begun = await desk.begin(operator(), clock.now())
  if (!begun.ok && begun.code !== 'audit_models_running') {
    process.stderr.write(`${clueSentence(begun)}\n`)
    return 1
  }
  const done: ModelDone[] = []
  const ended = await desk.carryOn(undefined, (each) => {
    done.push(each)
    if (!isJson) print(`${done.length}/${cards.length}  ${textOf(each)}`)
  })
  if (isJson)
    printJson({ run: ended?.runId, resumed: !begun.ok, state: ended?.state, problem: ended?.problem, models: done })
  else if (ended?.problem) process.stderr.write(`没有完成：${ended.problem}（not finished）\n`)
  else
    print(
      '疑点在审核工作台“模型线索”中办理；线索不是认定，须由人核实。Clues are cases of the workbench; a person verifies them.',
    )
  return ended?.state === 'done' ? 0 : 1
}

const textOf = ({ model, version, candidates, clues, filed, known, setAside }: ModelDone): string =>
  [
    `${model}（${version}）：看过 looked at ${candidates}，线索 clues ${clues}，新列疑点 filed ${filed}，此前已列 known ${known}`,
    ...setAside.map(({ key, why }) => `    未列入 set aside ${key}：${why}`),
  ].join('\n')
