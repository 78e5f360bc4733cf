// `yibao bench`: what this machine does in a second, each bench beside something to read it against. See docs/benchmarks.md.

import { join } from 'node:path'
import { day } from '@yibao/kernel'
import {
  auditCheckText,
  auditImportText,
  benchAuditCheck,
  benchAuditImport,
  benchGroup,
  benchProject,
  benchReplay,
  benchSettle,
  benchText,
  defaultCityId,
  generateCity,
  groupBenchText,
  projectText,
  replayText,
} from '@yibao/lab'
import { packsAt, productPolicies, productSchemes } from '@yibao/policy'
import { benchPost, benchWritePath, postText, writePathText } from '@yibao/server/bench'
import { auditPostText, benchAuditAfter } from '../bench/audit-post.ts'
import { auditPreText, benchAuditPre } from '../bench/audit-pre.ts'
import { benchClear, clearText } from '../bench/clear.ts'
import { benchClearStays, clearStaysText } from '../bench/clear-stays.ts'
import { benchDip, dipText } from '../bench/dip.ts'
import { benchEnrolImport, enrolImportText } from '../bench/enrol-import.ts'
import { benchGateway, gatewayText } from '../bench/gateway.ts'
import { benchIndicators, indicatorsText } from '../bench/indicators.ts'
import {
  type Command,
  type ExitCode,
  type Invocation,
  numberOption,
  print,
  printJson,
  textOption,
  UsageError,
} from '../command.ts'
import { libraryAt } from '../policy-input.ts'
import { progressBar } from '../progress.ts'
import { projectionNamed, projectionNames } from '../project/named.ts'
import { rulesAt } from '../rules-input.ts'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'

export const command: Command = {
  name: 'bench',
  summary: '测量本机的速度 measure what this machine does',
  usage:
    'bench settle|gateway|write|post|replay|project|group|audit-check|audit-pre|audit-import|audit-post|clear|dip|enrol-import|indicators [--json] [--rounds N] [--seconds N] [--clients N] [--visits N] [--people N] [--claims N] [--points N] [--scheme DIR] [--records N] [--lines N] [--lake LAKE]',
  options: {
    json: { type: 'boolean' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    clients: { type: 'string' },
    visits: { type: 'string' },
    people: { type: 'string' },
    claims: { type: 'string' },
    points: { type: 'string' },
    profile: { type: 'string' },
    scheme: { type: 'string' },
    records: { type: 'string' },
    lines: { type: 'string' },
    lake: { type: 'string' },
  },
  optionHelp: {
    json: '机器可读 machine-readable',
    rounds: '轮数，取中位的一轮 rounds; the median one counts',
    seconds: '每轮每项的秒数 seconds of each piece in a round',
    clients: 'gateway、write、post：并发数，默认 16 clients at a time；audit-pre：最多几路，默认 16 at most',
    visits:
      'gateway：每轮每项的就诊数 visits of each part of a round；audit-pre：每位患者的就诊数，默认 30 visits of each patient',
    people: 'gateway、replay、indicators：城市人数 people of the city；audit-pre：有病史的患者数，默认 500 patients',
    claims:
      'replay：历史的结算数，默认 3000000 settlements of the history；clear：已分组的病例数，只清算 grouped cases, cleared alone',
    points: 'audit-check、audit-pre、audit-import：知识点数，默认 250000 knowledge points',
    profile:
      'gateway：将平台进程的 CPU 采样写入文件夹 a folder for a CPU profile of the platform；audit-pre：写入文件 a file for it',
    scheme: 'group、clear：分组方案的文件夹，默认教学方案 a DRG scheme, by default the teaching one',
    records: 'group：病案数，默认 200000；dip：默认 300000；clear：默认 800000 records',
    lake: 'indicators：已有的历史库，不给时生成两年的 a lake that is there; without it two years are made',
    lines: 'audit-post：费用明细行数，默认 10000000 fee lines；enrol-import：参保行数，默认 300000 enrolments',
  },
  examples: ['npx yibao bench settle --rounds 1 --seconds 1 --json'],
  longExamples: [
    'npx yibao bench audit-check',
    'npx yibao bench audit-pre',
    'npx yibao bench audit-post --lines 10000000',
    'npx yibao bench dip',
    'npx yibao bench indicators',
    'npx yibao bench gateway',
    'npx yibao bench write --json',
    'npx yibao bench post',
    'npx yibao bench replay --claims 300000',
  ],
  run,
}

/** Each measures, and answers with the object for machines and the text for people. */
const benches: Readonly<Record<string, (invocation: Invocation) => Promise<{ result: object; text: string }>>> = {
  settle: async (invocation) => {
    const rounds = {
      rounds: numberOption(invocation, 'rounds', 5),
      secondsEach: numberOption(invocation, 'seconds', 1),
    }
    const result = benchSettle(rounds)
    const ratio = `settle / hand-written function: ${result.ratioToHand.toFixed(2)}\n`
    return { result, text: `${benchText(result)}\n${ratio}` }
  },
  gateway: async (invocation) => {
    const profile = textOption(invocation, 'profile')
    const result = await benchGateway({
      people: numberOption(invocation, 'people', 20_000),
      connections: numberOption(invocation, 'clients', 16),
      visits: numberOption(invocation, 'visits', 2000),
      rounds: numberOption(invocation, 'rounds', 3),
      seconds: numberOption(invocation, 'seconds', 4),
      ...(profile !== undefined && { profile }),
      onProgress: (what) => process.stderr.write(`${what} …\n`),
    })
    return { result, text: gatewayText(result) }
  },
  write: async (invocation) => {
    const result = await benchWritePath({
      seconds: numberOption(invocation, 'seconds', 5),
      rounds: numberOption(invocation, 'rounds', 3),
      clients: numberOption(invocation, 'clients', 16),
    })
    return { result, text: writePathText(result) }
  },
  post: async (invocation) => {
    const result = await benchPost({
      seconds: numberOption(invocation, 'seconds', 5),
      rounds: numberOption(invocation, 'rounds', 3),
      clients: numberOption(invocation, 'clients', 16),
      onProgress: (what) => process.stderr.write(`${what} …\n`),
    })
    return { result, text: postText(result) }
  },
  'enrol-import': async (invocation) => {
    const bar = progressBar('enrol-import')
    const result = await benchEnrolImport(numberOption(invocation, 'lines', 300_000), (what, share) =>
      bar.show(share, what),
    )
    return { result, text: enrolImportText(result) }
  },
  project: async (invocation) => {
    const shipped = projectionNames().map(projectionNamed)
    const { assumptions, spread } = shipped.find((each) => each.spread) ?? {}
    if (!assumptions || !spread) throw new UsageError('没有带 spread 的推演(no projection with a spread)')
    const result = benchProject({ assumptions, spread, rounds: numberOption(invocation, 'rounds', 5) })
    return { result, text: projectText(result) }
  },
  'audit-check': async (invocation) => {
    const { cards } = rulesAt(undefined)
    const result = benchAuditCheck({
      cards,
      points: numberOption(invocation, 'points', 250_000),
      rounds: numberOption(invocation, 'rounds', 5),
      secondsEach: numberOption(invocation, 'seconds', 1),
    })
    return { result, text: auditCheckText(result, benchText(result)) }
  },
  'audit-pre': async (invocation) => {
    const profile = textOption(invocation, 'profile')
    const most = numberOption(invocation, 'clients', 16)
    const result = await benchAuditPre({
      points: numberOption(invocation, 'points', 250_000),
      patients: numberOption(invocation, 'people', 500),
      visits: numberOption(invocation, 'visits', 30),
      lines: 5,
      rounds: numberOption(invocation, 'rounds', 2),
      concurrencies: [1, 4, 16].filter((each) => each <= most),
      ...(profile !== undefined && { profile }),
      onProgress: (what) => process.stderr.write(`${what} …\n`),
    })
    return { result, text: auditPreText(result) }
  },
  'audit-post': async (invocation) => {
    const bar = progressBar('audit-post')
    const lines = numberOption(invocation, 'lines', 10_000_000)
    const result = await benchAuditAfter(rulesAt(undefined).audit, lines, (what, share) => bar.show(share, what))
    return { result, text: auditPostText(result) }
  },
  dip: async (invocation) => {
    const result = await benchDip({
      scheme: join(productSchemes, 'dip-teaching'),
      shipped: await shippedCatalogue(),
      records: numberOption(invocation, 'records', 300_000),
      rounds: numberOption(invocation, 'rounds', 3),
    })
    return { result, text: dipText(result) }
  },
  'audit-import': async (invocation) => {
    const { cards } = rulesAt(undefined)
    const points = numberOption(invocation, 'points', 250_000)
    const result = benchAuditImport({ cards, points, rounds: numberOption(invocation, 'rounds', 3) })
    return { result, text: auditImportText(result, benchText(result)) }
  },
  replay: async (invocation) => {
    const path = cityPolicyPath(defaultCityId)
    const reform = join(productPolicies, 'reforms', 'outpatient-quota')
    const catalogue = await shippedCatalogue()
    const months = 12
    const city = generateCity({
      pack: defaultCityId,
      people: numberOption(invocation, 'people', 20_000),
      seed: 1,
      // The year before the quota rose: see the reform.
      openedOn: day('2022-01-01'),
      months: months + 12,
      catalogue,
    })
    const bar = progressBar('replay')
    const result = await benchReplay({
      ...{ city, catalogue, months, seed: 1 },
      claims: numberOption(invocation, 'claims', 3_000_000),
      base: { library: libraryAt(path).library, layers: packsAt(path)[0]!.layers },
      reformed: { layers: packsAt(path, reform)[0]!.layers },
      onProgress: (what, share) => bar.show(share, what),
    })
    return { result, text: replayText(result) }
  },
  indicators: async (invocation) => {
    const result = await benchIndicators({
      lake: textOption(invocation, 'lake'),
      people: numberOption(invocation, 'people', 20_000),
      rounds: numberOption(invocation, 'rounds', 3),
      onProgress: (what) => process.stderr.write(`${what} …\n`),
    })
    return { result, text: indicatorsText(result) }
  },
  group: async (invocation) => {
    const result = benchGroup({
      scheme: textOption(invocation, 'scheme') ?? join(productSchemes, 'drg-teaching'),
      records: numberOption(invocation, 'records', 200_000),
      rounds: numberOption(invocation, 'rounds', 5),
    })
    return { result, text: groupBenchText(result) }
  },
  clear: async (invocation) => {
    const config = join(productPolicies, 'payment', 'teaching-2025.yaml')
    if (textOption(invocation, 'claims') === undefined) {
      const stays = numberOption(invocation, 'records', 800_000)
      const scheme = textOption(invocation, 'scheme') ?? join(productSchemes, 'drg-teaching')
      const result = await benchClearStays({ stays, providers: 200, scheme, config })
      return { result, text: clearStaysText(result) }
    }
    const result = benchClear({
      cases: numberOption(invocation, 'claims', 300_000),
      providers: 200,
      rounds: numberOption(invocation, 'rounds', 3),
      config,
      onProgress: (what) => process.stderr.write(`${what} …\n`),
    })
    return { result, text: clearText(result) }
  },
}

export const benchNames = Object.keys(benches)

async function run(invocation: Invocation): Promise<ExitCode> {
  const [name, extra] = invocation.positionals
  const bench = benches[name ?? '']
  if (!bench || extra !== undefined) throw new UsageError(`基准测试应为 ${benchNames.join('、')} 之一(name one bench)`)
  for (const option of ['rounds', 'seconds', 'clients', 'visits', 'people', 'claims', 'points', 'records', 'lines']) {
    if (numberOption(invocation, option, 1) === 0) throw new UsageError(`--${option} 应大于 0(must be above 0)`)
  }
  const { result, text } = await bench(invocation)
  if (invocation.values.json) printJson(result)
  else print(text)
  return 0
}
