// `--lake` of the two groupers: the stays of a lake instead of a file, their groups beside the lake instead of a result file.
import { resolve } from 'node:path'
import {
  assignDip,
  type CompiledDip,
  type CompiledScheme,
  Grouper,
  type GroupOptions,
  type GroupReason,
  REASON_WORDS,
} from '@yibao/kernel'
import { type CaseGroup, groupLake, type LakeGroups } from '@yibao/lake'
import { type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'
import { progressBar } from '../progress.ts'

const E8_TO_E4 = 10_000

/** Options that belong to files and say nothing over a lake. */
export function refuseFileOptions(invocation: Invocation, names: readonly string[]): void {
  const given = names.find((name) => invocation.values[name] !== undefined)
  if (given !== undefined) throw new UsageError(`--lake 不与 --${given} 同用（--lake goes without --${given}）`)
}

export function groupLakeByDrg(
  invocation: Invocation,
  folder: string,
  compiled: CompiledScheme,
  options: GroupOptions,
): Promise<ExitCode> {
  const grouper = new Grouper(compiled, options)
  const { name, version } = compiled.scheme.manifest
  return run(invocation, folder, {
    ...{ method: 'drg', grouping: `${name} ${version}`.trimEnd() },
    groupOf: (record) => {
      const { status, drg, reason, weightE8 } = grouper.group(record)
      const weight = weightE8 === undefined ? undefined : Math.round(weightE8 / E8_TO_E4)
      return { status, group: drg, reason, weight }
    },
  })
}

export function groupLakeByDip(invocation: Invocation, folder: string, compiled: CompiledDip): Promise<ExitCode> {
  const { id, version, validFrom = '', validTo = '9999-12-31' } = compiled.catalogue
  return run(invocation, folder, {
    ...{ method: 'dip', grouping: `${id} ${version}` },
    groupOf: (record, dischargedOn): CaseGroup => {
      if (dischargedOn < validFrom || dischargedOn > validTo) return { status: 'out_of_validity' }
      const { status, group } = assignDip(compiled, record)
      return { status, group: group?.dipCode, weight: group?.scoreE4 }
    },
  })
}

async function run(
  invocation: Invocation,
  folder: string,
  grouping: Pick<Parameters<typeof groupLake>[0], 'method' | 'grouping' | 'groupOf'>,
): Promise<ExitCode> {
  const bar = progressBar('分组 grouping')
  const made = await groupLake({
    ...{ folder: resolve(folder), ...grouping },
    onProgress: (share, stays) => bar.show(share, `住院 stays ${stays}`),
  })
  bar.done(`${made.stays}`)
  if (invocation.values.json) printJson({ lake: folder, grouping: grouping.grouping, ...made })
  else print(textOf(grouping.grouping, made))
  return 0
}

const textOf = (grouping: string, { stays, groups, byStatus, byReason }: LakeGroups): string =>
  [
    `方案 scheme ${grouping}`,
    `住院 stays ${stays}，病组 groups ${groups}`,
    ...Object.entries(byStatus).map(([status, count]) => `  ${status} ${count}`),
    ...Object.entries(byReason).map(
      ([reason, count]) =>
        `    ${REASON_WORDS[reason as GroupReason].zh} ${REASON_WORDS[reason as GroupReason].en} ${count}`,
    ),
  ].join('\n')
