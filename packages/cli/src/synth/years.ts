// `yibao synth --out`: a lake of the years that the city's account covers, from their first January on, in buckets side by side.
import { cityYears, deviationText, makeYears } from '@yibao/lab'
import { packsAt } from '@yibao/policy'
import { type ExitCode, type Invocation, print, printJson, UsageError } from '../command.ts'
import { progressBar } from '../progress.ts'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'
import { countOf, fraudOf, numberOf, peopleOf, workersOf } from './asked.ts'

export async function writeYears(invocation: Invocation, city: string, folder: string): Promise<ExitCode> {
  const plan = cityYears(city)!
  const [months, seed] = [countOf(invocation, 'months'), numberOf(invocation, 'seed')]
  if (months > plan.years.length * 12)
    throw new UsageError(
      `--months 最多 ${plan.years.length * 12}：公布数只到 ${plan.years.at(-1)?.year} 年(the years end there)`,
    )
  const people = peopleOf(invocation, plan.people.value)
  const fraud = fraudOf(invocation)
  const workers = workersOf(invocation)
  const bar = progressBar('生成历年 writing the years')
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  let beganAt: Began | undefined
  const made = await makeYears({
    ...{ city, people, months, seed, folder, workers, signal: stopping.signal, ...(fraud && { fraud }) },
    // Without trace codes nobody could see that some come twice.
    traced: fraud !== undefined || invocation.values.traces === true,
    layers: packsAt(cityPolicyPath(city))[0]!.layers,
    catalogue: await shippedCatalogue(),
    onProgress: ({ share, claims }) => {
      beganAt ??= { ms: performance.now(), share }
      bar.show(share, `结算 claims ${claims}${remaining(beganAt, share)}`)
    },
  })
  if (!made) {
    bar.done('已中断，再次运行即续作 interrupted; the same command goes on')
    return 1
  }
  bar.done(folder)
  const { claims, lines, resumed, calibration, labels } = made
  if (invocation.values.json)
    printJson({
      ...{ city, people, months, seed, lake: folder, claims, lines, resumed, calibration },
      ...(fraud && { fraud, labels }),
    })
  else {
    print(
      `结算 claims ${claims}，明细 lines ${lines}${resumed > 0 ? `，此前已生成 ${resumed} 桶 buckets resumed` : ''}`,
    )
    if (fraud) print(`植入 planted ${labels}，标签 labels ${folder}.labels.csv`)
    print(`\n${deviationText(calibration.rows)}`)
  }
  return 0
}

interface Began {
  readonly ms: number
  readonly share: number
}

/** How long it will still take, at the pace so far. */
function remaining({ ms, share: began }: Began, share: number): string {
  if (share <= began || share >= 1) return ''
  const minutes = ((performance.now() - ms) * (1 - share)) / (share - began) / 60_000
  return `，约剩 ${minutes < 1 ? `${Math.ceil(minutes * 60)} 秒 s` : `${Math.ceil(minutes)} 分 min`} left`
}
