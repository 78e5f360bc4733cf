// Bringing a file of enrolments in, on a platform of its own with durable settings, beside COPY of the same lines into a bare table.
import { chmodSync, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { day, enrolment } from '@yibao/kernel'
import { defaultCityId, enrolmentFile, generateCity } from '@yibao/lab'
import { contributionRulesAt, contributionRulesFor, productContributions } from '@yibao/policy'
import { createLog, openEnrolmentDesk, startServer } from '@yibao/server'
import { cityPolicyPath, shippedCatalogue } from '../shipped.ts'

export interface EnrolImportBench {
  readonly name: 'enrol-import'
  readonly unit: 's'
  /** Seconds from opening the file to the last line durable. */
  readonly value: number
  readonly n: number
  readonly checkSeconds: number
  readonly copySeconds: number
  readonly ratioToCopy: number
  /** The same file once more, which must change nothing. */
  readonly againSeconds: number
  readonly load: number
  readonly machine: string
}

const ACTOR = { id: 'bench', channel: 'bench' }

export async function benchEnrolImport(
  lines: number,
  onProgress: (what: string, share: number) => void,
): Promise<EnrolImportBench> {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-bench-'))
  chmodSync(folder, 0o755) // as root, the database's own account must be able to enter
  const catalogue = await shippedCatalogue()
  // A few people of a city are in no enrolment and make no line.
  const people = Math.ceil(lines * 1.1)
  const city = generateCity({
    pack: defaultCityId,
    people,
    seed: 1,
    openedOn: day('2026-01-01'),
    months: 12,
    catalogue,
  })
  const file = join(folder, 'enrolments.csv')
  const written = await writeFile(file, city, lines)
  const none = {
    persons: [],
    spells: [],
    categories: [],
    certificates: [],
    accounts: [],
    mutualAid: [],
    funds: [],
    providers: [],
    catalogue: [],
  }
  const server = await startServer({
    policyPath: cityPolicyPath(defaultCityId),
    dataFolder: folder,
    log: createLog({ level: 'error' }),
    background: false,
  })
  try {
    await server.city.load({ ...city, ...none })
    const rules = contributionRulesFor(
      contributionRulesAt(productContributions),
      new Set(city.areas.map(({ code }) => code)),
      2026,
    )
    if (!rules) throw new Error('The city has no contribution rules')
    const desk = openEnrolmentDesk({ ...server.platform, rules, library: server.city.desks.policy.library })
    const timed = async (what: string, work: 'check' | 'bringIn'): Promise<number> => {
      const from = performance.now()
      const outcome = await desk[work](file, ACTOR, { onProgress: (share) => onProgress(what, share) })
      if (!outcome.ok || outcome.value.faulty > 0) throw new Error(`${what}: ${JSON.stringify(outcome)}`)
      return (performance.now() - from) / 1000
    }
    const checkSeconds = await timed('check', 'check')
    const value = await timed('import', 'bringIn')
    const againSeconds = await timed('again', 'bringIn')
    const copySeconds = await copied(server.platform.maintenance, file)
    return resultOf(written, { checkSeconds, value, againSeconds, copySeconds })
  } finally {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function resultOf(
  n: number,
  times: Pick<EnrolImportBench, 'checkSeconds' | 'value' | 'againSeconds' | 'copySeconds'>,
): EnrolImportBench {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'cpu'}, Node ${process.versions.node}`
  const ratioToCopy = times.value / times.copySeconds
  return { name: 'enrol-import', unit: 's', n, ...times, ratioToCopy, load: loadavg()[0] ?? 0, machine }
}

async function writeFile(path: string, city: Parameters<typeof enrolmentFile>[0], lines: number): Promise<number> {
  let written = -1
  function* text(): Generator<string> {
    for (const line of enrolmentFile(city)) {
      if (written >= lines) return
      written += 1
      yield `${line}\r\n`
    }
  }
  await pipeline(Readable.from(text()), createWriteStream(path, { mode: 0o644 }))
  return written
}

/** What a database can do at best with these lines: no key, no check, no record of who did it. */
async function copied(
  pool: Awaited<ReturnType<typeof startServer>>['platform']['maintenance'],
  file: string,
): Promise<number> {
  const columns = enrolment.enrolHead().map((_, at) => `c${at} text`)
  await pool.query(`create table bench_copy (${columns.join(', ')})`)
  const from = performance.now()
  await pool.query(`copy bench_copy from '${file}' with (format csv, header true)`)
  return (performance.now() - from) / 1000
}

export const enrolImportText = (result: EnrolImportBench): string => {
  const row = (what: string, seconds: number) =>
    `${what.padEnd(34)} ${seconds.toFixed(1).padStart(7)} s ${Math.round(result.n / seconds)
      .toString()
      .padStart(9)} lines/s`
  return [
    row('检查 check', result.checkSeconds),
    row('导入 import', result.value),
    row('再导入一次 the same file again', result.againSeconds),
    row('COPY 到空表 COPY into a bare table', result.copySeconds),
    `${result.n} 行 lines，负荷 load ${result.load.toFixed(1)}；import / COPY ${result.ratioToCopy.toFixed(1)}`,
    result.machine,
  ].join('\n')
}
