// Named places where a test can make the process die at once, to see what is left behind.

export const CRASH_POINTS = ['before-load', 'after-decide', 'before-write', 'after-write', 'before-answer'] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

/** `name` or `name:n` (the n-th time the place is passed). Unset in every real run. */
const wanted = process.env.YIBAO_TEST_CRASH_AT?.split(':')
let passes = 0

export function crashPoint(point: CrashPoint): void {
  if (wanted === undefined || wanted[0] !== point) return
  passes += 1
  if (passes >= Number(wanted[1] ?? 1)) process.kill(process.pid, 'SIGKILL')
}
