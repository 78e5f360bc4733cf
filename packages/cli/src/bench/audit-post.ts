// `yibao bench audit-post`: every rule over lines and windows, set-based, on generated fee lines; beside it one rule as plain SQL.
import { mkdtempSync } from 'node:fs'
import { arch, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompiledAudit } from '@yibao/kernel'
import { type AuditPostResult, benchAuditPost } from '@yibao/lake'

export interface AuditPostBench extends AuditPostResult {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly machine: string
  readonly loadAverage: number
  readonly peakMb: number
}

export async function benchAuditAfter(
  audit: CompiledAudit,
  lines: number,
  onProgress: (what: string, share: number) => void,
): Promise<AuditPostBench> {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-audit-post-'))
  const result = await benchAuditPost({ audit, lines, folder, now: () => performance.now(), onProgress })
  return {
    ...{ name: 'audit-post', unit: 'fee lines/s by the clock, 2 threads', value: Math.round(result.linesPerSecond) },
    ...{
      machine: `${cpus().length} × ${cpus()[0]?.model ?? arch()}`,
      loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    },
    ...{ peakMb: Math.round(process.resourceUsage().maxRSS / 1024), ...result },
  }
}

export function auditPostText(result: AuditPostBench): string {
  const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
  return [
    `audit-post, ${result.machine}, load ${result.loadAverage}`,
    `${whole(result.lines)} lines in ${result.pieces} pieces, ${result.rules} rules of ${result.families.length} families, ${result.points} points`,
    `${whole(result.findings)} findings; peak ${whole(result.peakMb)} MB, engine bounded to ${whole(result.memoryMb)} MB`,
    '',
    '| what | s | lines/s | processor s |',
    '|---|---|---|---|',
    `| all line-and-window rules | ${result.auditSeconds.toFixed(1)} | ${whole(result.linesPerSecond)} | ${result.auditCpuSeconds.toFixed(1)} |`,
    `| one such rule as plain SQL | ${result.plainSeconds.toFixed(1)} | ${whole(result.plainLinesPerSecond)} | |`,
    `| (making the lines) | ${result.generateSeconds.toFixed(1)} | ${whole(result.lines / result.generateSeconds)} | |`,
    '',
  ].join('\n')
}
