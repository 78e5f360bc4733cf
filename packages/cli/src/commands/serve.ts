// `yibao serve`: the platform of one pooling area; with --demo a whole city that lives through a month of care.
import { resolve } from 'node:path'
import { calibrationText } from '@yibao/lab'
import { createLog, demoAccounts, type Log, type RunningServer, readConfig, startServer } from '@yibao/server'
import { ensureConsole } from '@yibao/web'
import {
  type Command,
  type ExitCode,
  type Invocation,
  numberOption,
  print,
  textOption,
  UsageError,
} from '../command.ts'
import { clearLine, progressBar } from '../progress.ts'
import { startDemo } from '../serve/demo.ts'
import { DEMO_DEFAULTS, readDemo } from '../serve/demo-state.ts'
import { freePort } from '../serve/free-port.ts'
import type { MonthEnd } from '../serve/hospitals-worker.ts'
import { sayAddresses, sayLogins } from '../serve/sayings.ts'
import { firstSignal } from '../serve/until-stopped.ts'
import { cityPolicyPath } from '../shipped.ts'

export const command: Command = {
  name: 'serve',
  summary: '启动平台；--demo 生成一座演示城市 start the platform; --demo brings a city to life',
  usage:
    'serve [--demo [CITY]] [--city CITY] [--port N] [--host ADDRESS] [--data FOLDER] [--people N] [--seed S] [--points DIR]',
  options: {
    demo: { type: 'string' },
    city: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    data: { type: 'string' },
    people: { type: 'string' },
    seed: { type: 'string' },
    points: { type: 'string' },
  },
  optional: ['demo'],
  optionHelp: {
    demo: '演示城市，可省略城市名 a demonstration city; the name may be left out',
    city: '统筹区的政策(名称或文件夹) the policy of the pooling area: a name or a folder',
    port: '端口，默认 8200；被占用时用下一个 the port, or the next free one',
    host: '监听地址，默认 127.0.0.1 the address to listen on',
    data: '数据文件夹，默认 .yibao the data folder',
    people: `演示城市的人数，默认 ${DEMO_DEFAULTS.people} people of the demonstration`,
    seed: '演示城市的随机种子，默认 1 the seed of the demonstration',
    points: '导入的知识点文件夹，配合 --city 使用 imported knowledge points, with --city',
  },
  examples: ['npx yibao serve --help'],
  longExamples: ['npx yibao serve --demo', 'npx yibao serve --demo --people 2000 --port 8300 --data .yibao-small'],
  run,
}

interface Place {
  readonly home: string
  readonly databaseUrl?: string
  readonly host: string
  readonly port: number
  readonly trustedProxies: readonly string[]
  readonly log: Log
}

async function run(invocation: Invocation): Promise<ExitCode> {
  if (invocation.positionals.length > 0) throw new UsageError(`多余的参数 ${invocation.positionals[0]}(unexpected)`)
  const place = await placeOf(invocation)
  const demo = textOption(invocation, 'demo')
  if (demo !== undefined && textOption(invocation, 'points') !== undefined)
    throw new UsageError('--points 用于 --city，演示城市用产品自带的知识点(--points goes with --city)')
  const stopped = firstSignal()
  buildConsole()
  return demo === undefined ? serveCity(invocation, place, stopped) : serveDemo(invocation, demo, place, stopped)
}

async function placeOf(invocation: Invocation): Promise<Place> {
  const config = readConfig()
  const host = textOption(invocation, 'host') ?? config.host
  const wanted = numberOption(invocation, 'port', config.port)
  if (wanted > 65_535) throw new UsageError(`--port 应在 0 至 65535 之间，收到 ${wanted}`)
  const port = await freePort(host, wanted)
  if (port !== wanted) print(`端口 ${wanted} 已被占用，改用 ${port}(port ${wanted} is taken, using ${port})`)
  const data = textOption(invocation, 'data')
  return {
    home: data === undefined ? config.home : resolve(data),
    ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
    host,
    port,
    trustedProxies: config.trustedProxies,
    log: createLog({ level: process.env.YIBAO_LOG ? config.logLevel : 'warn' }),
  }
}

/** Beside everything else: the interfaces do not wait for the pages. */
function buildConsole(): void {
  ensureConsole().catch((error: Error) => {
    clearLine()
    process.stderr.write(`${error.message}\n`)
  })
}

async function serveDemo(
  invocation: Invocation,
  city: string,
  place: Place,
  stopped: Promise<unknown>,
): Promise<ExitCode> {
  const loading = progressBar('载入人员 loading people')
  const playing = progressBar('一个月的就医 a month of care')
  const [people, seed] = [textOption(invocation, 'people'), textOption(invocation, 'seed')]
  const demo = await startDemo({
    ...place,
    wishes: {
      ...(city !== '' && { city }),
      ...(people !== undefined && { people: numberOption(invocation, 'people', 0) }),
      ...(seed !== undefined && { seed: numberOption(invocation, 'seed', 0) }),
    },
    listener: {
      listening: (server) => sayAddresses(server, place.home, place.databaseUrl),
      cityKnown: async ({ platform }, hospital, employer) => {
        const wanted = demoAccounts(hospital, employer)
        const logins = await platform.auth.issueFirstLogins(wanted, { id: 'system', channel: 'serve' })
        clearLine()
        sayLogins(logins)
      },
      loading: ({ done, planned }) => {
        if (done < planned) loading.show(done / planned, `${done} / ${planned}`)
        else loading.done(`完成 done: ${planned}`)
      },
      playing: ({ share, day, settled }) => playing.show(share, `${day} 已结算 settled ${settled}`),
    },
  })
  demo.played.then(
    (end) => end && sayEnd(end, playing.done),
    (error: Error) => process.stderr.write(`演示中断：${error.message}\n`),
  )
  await stopped
  clearLine()
  print('正在停止 stopping …')
  await demo.stop()
  return 0
}

function sayEnd(end: MonthEnd, done: (text: string) => void): void {
  const { finished, settled, messages, openStays, broken, unexpected, discrepancies } = end
  if (!finished) {
    done(`已暂停，下次启动时继续 paused, the next start goes on (${settled})`)
    return
  }
  done(`完成 done: 报文 messages ${messages}，结算 settlements ${settled}，在院 in hospital ${openStays}`)
  if (broken + unexpected + discrepancies > 0) process.stderr.write(`\n${end.complaints}\n`)
  print(`\n与公布数据对照 against published figures\n\n${calibrationText(end.calibration)}`)
}

async function serveCity(invocation: Invocation, place: Place, stopped: Promise<unknown>): Promise<ExitCode> {
  const city = textOption(invocation, 'city') ?? readDemo(place.home)?.city
  if (city === undefined)
    throw new UsageError('缺少 --city(统筹区的政策)或 --demo(name a city with --city, or try --demo)')
  const points = textOption(invocation, 'points')
  const server = await startServer({
    ...place,
    dataFolder: place.home,
    policyPath: cityPolicyPath(city),
    ...(points !== undefined && { knowledgeFolder: resolve(points) }),
  })
  sayAddresses(server, place.home, place.databaseUrl)
  sayLogins(await firstAccounts(server))
  await stopped
  print('正在停止 stopping …')
  await server.close()
  return 0
}

/** Whoever runs a platform opens all further accounts: see `yibao user add`. */
function firstAccounts({ platform }: RunningServer) {
  const admin = {
    account: 'sysadmin',
    displayName: '系统管理员',
    role: 'system_admin',
    area: '',
    provider: '',
  } as const
  const auditor = {
    account: 'auditor',
    displayName: '审计管理员',
    role: 'audit_admin',
    area: '',
    provider: '',
  } as const
  return platform.auth.issueFirstLogins([admin, auditor], { id: 'system', channel: 'serve' })
}
