// Opens the store of a platform for one command: DATABASE_URL, or the data folder of a server that runs or is stopped.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Instant } from '@yibao/kernel'
import { createLog, openVisitor, readConfig, systemClock, type Visitor, type VisitorOptions } from '@yibao/server'
import { type Invocation, textOption, UsageError } from './command.ts'
import { demoClock } from './serve/demo-clock.ts'
import { readDemo } from './serve/demo-state.ts'
import { advanceCell, advanceCellTo, momentCell } from './serve/moment-cell.ts'

/** Runs the work and closes the store, whatever becomes of the work. */
export async function visiting<T>(invocation: Invocation, work: (visitor: Visitor) => Promise<T>): Promise<T> {
  const visitor = await open(invocation)
  try {
    return await work(visitor)
  } finally {
    await visitor.close()
  }
}

export const dataOption = { type: 'string' } as const
export const DATA_HELP = '数据文件夹，默认 .yibao；有 DATABASE_URL 时不用 the data folder, unless DATABASE_URL is set'

async function open(invocation: Invocation): Promise<Visitor> {
  const { databaseUrl, home } = readConfig()
  const named = textOption(invocation, 'data')
  const dataFolder = named === undefined ? home : resolve(named)
  if (databaseUrl === undefined && !existsSync(join(dataFolder, 'postgres-password'))) {
    throw new UsageError(
      `${dataFolder} 中没有平台的数据，请用 --data 指明(no platform's data here: name it with --data)`,
    )
  }
  return openVisitor({
    ...(databaseUrl !== undefined && { databaseUrl }),
    dataFolder,
    log: createLog({ level: 'error' }),
    ...clocksOf(dataFolder),
  })
}

/** While a demonstration plays its month, nothing may be written with the time of the clock on the wall. */
function clocksOf(home: string): Pick<VisitorOptions, 'clock' | 'sessionClock' | 'catchUp'> {
  const demo = readDemo(home)
  if (!demo || demo.stage === 'done') return {}
  const cell = momentCell()
  advanceCell(cell, `${demo.day} 00:00:00` as Instant)
  return {
    clock: demoClock(cell),
    sessionClock: systemClock(),
    catchUp: (epochMs) => advanceCellTo(cell, epochMs),
  }
}
