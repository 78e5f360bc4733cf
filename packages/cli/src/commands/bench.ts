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
import { benchWritePath, writePathText } from '@yibao/server/bench'
import { auditPostText, benchAuditAfter } from '../bench/audit-post.ts'
import { benchClear, clearText } from '../bench/clear.ts'
import { benchClearStays, clearStaysText } from '../bench/clear-stays.ts'
import { benchDip, dipText } from '../bench/dip.ts'
import { benchGateway, gatewayText } from '../bench/gateway.ts'
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
    'bench settle|gateway|write|replay|project|group|audit-check|audit-import|audit-post|clear|dip [--json] [--rounds N] [--seconds N] [--clients N] [--visits N] [--people N] [--claims N] [--points N] [--scheme DIR] [--records N] [--lines N]',
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
  },
  optionHelp: {
    json: '机器可读 machine-readable',
    rounds: '轮数，取中位的一轮 rounds; the median one counts',
    seconds: '每轮每项的秒数 seconds of each piece in a round',
    clients: 'gateway、write：并发数，默认 16 clients at a time',
    visits: 'gateway：每轮每项的就诊数 visits of each part of a round',
    people: 'gateway、replay：城市人数 people of the city',
    claims:
      'replay：历史的结算数，默认 3000000 settlements of the history；clear：已分组的病例数，只清算 grouped cases, cleared alone',
    points: 'audit-check、audit-import：知识点数，默认 250000 knowledge points',
    profile: 'gateway：将平台进程的 CPU 采样写入文件夹 a folder for a CPU profile of the platform',
    scheme: 'group、clear：分组方案的文件夹，默认教学方案 a DRG scheme, by default the teaching one',
    records: 'group：病案数，默认 200000；dip：默认 300000；clear：默认 800000 records',
