// `yibao synth --serve URL`: the simulated hospitals of a demonstration go on sending care to the running platform, over the
// provider interface: from the day on which its month ended until today, or on and on, each message at its hour.
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { addDays, addMonths, type Instant } from '@yibao/kernel'
import { complaintsText, memoryInFile, planCare, runMonth, startsOn } from '@yibao/lab'
import { epochMsOf, systemClock } from '@yibao/server'
import { type ExitCode, type Invocation, print, printJson, textOption, UsageError } from '../command.ts'
import { progressBar } from '../progress.ts'
import { demoCity } from '../serve/demo-city.ts'
import { type DemoPlan, readDemo } from '../serve/demo-state.ts'
import { shippedCatalogue } from '../shipped.ts'
import { countOf, dayOption } from './asked.ts'

export async function sendLive(invocation: Invocation, text: string): Promise<ExitCode> {
  const baseUrl = urlOf(text)
  const folder = textOption(invocation, 'data') ?? '.yibao'
  const plan = demoIn(folder)
  const lived = addMonths(plan.openedOn, plan.months)
  const months = countOf(invocation, 'months')
  const today = systemClock().today()
  const from = dayOption(invocation, 'care-from') ?? lived
  const isLive = invocation.values.live === true
  const last = addDays(addMonths(from, months), -1)
  // A platform refuses care of days to come: without --live what lies ahead is left out.
  const through = isLive || last < today ? last : today
  if (from > through)
    throw new UsageError(
      `${from} 在今日之后：请加 --live 按时发送(that day is to come: send it at its hours with --live)`,
    )
  const catalogue = await shippedCatalogue()
  const city = demoCity(plan, catalogue)
  const events = planCare({ city, months, seed: plan.seed, from }).filter((event) => startsOn(event) <= through)
  const bar = progressBar('发送 sending')
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  const { tally, openStays } = await runMonth({
    ...{ city, catalogue, events, baseUrl, through, signal: stopping.signal },
    // What was acknowledged is not sent again, today or tomorrow.
    memory: memoryInFile(join(folder, 'demo-live.jsonl')),
    ...(isLive && { clock: { advanceTo: (at) => until(at, stopping.signal) } }),
    onProgress: ({ day, begun, settled }) =>
      bar.show(begun / Math.max(1, events.length), `${day} 结算 settled ${settled}`),
  })
  bar.done(baseUrl)
  const { settled, messageCount: messages, broken, unexpectedRefusals: unexpected, discrepancyCount } = tally
  const counts = { from, through, messages, settled, openStays, broken, unexpected, discrepancies: discrepancyCount }
  if (invocation.values.json) printJson({ city: plan.city, people: plan.people, seed: plan.seed, ...counts })
  else
    print(
      `${from} 至 to ${through}：报文 messages ${messages}，结算 settled ${settled}，在院 in hospital ${openStays}，` +
        `中断 broken ${broken}，意外拒绝 unexpected refusals ${unexpected}`,
    )
  if (broken + unexpected > 0) process.stderr.write(`${complaintsText(tally)}\n`)
  return broken + unexpected > 0 ? 1 : 0
}

/** What lies in the past is sent at once; what lies ahead, at its hour. */
async function until(at: Instant, signal: AbortSignal): Promise<void> {
  const ms = epochMsOf(at) - Date.now()
  if (ms > 0 && !signal.aborted) await setTimeout(ms, undefined, { signal }).catch(() => undefined) // stopped while waiting
}

function urlOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new UsageError(`--serve 应为平台地址，如 http://127.0.0.1:8080，收到 ${text}(the address of a platform)`)
  return text
}

/** Which people the platform knows, its demonstration says in its data folder. */
function demoIn(folder: string): DemoPlan {
  const demo = readDemo(folder)
  if (demo?.stage === 'done') return demo
  throw new UsageError(
    demo
      ? `${folder} 中的演示平台还在${demo.stage === 'loading' ? '建库' : '演示首月'}，请在其完成后再发送(the demonstration is not through its month yet)`
      : `${folder} 中没有演示平台，请用 --data 指出其数据文件夹(no demonstration there: name its data folder)`,
  )
}
