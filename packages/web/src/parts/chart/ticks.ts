// Round numbers for an axis.

const STEPS = [1, 2, 2.5, 5, 10] as const

/** About so many steps that hold all values; zero is among them where values lie on both sides of it. */
export function niceTicks(values: readonly number[], count: number): number[] {
  const finite = values.filter(Number.isFinite)
  const [least, most] = [Math.min(0, ...finite), Math.max(0, ...finite)]
  if (least === most) return [0, 1]
  const rough = (most - least) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * (STEPS.find((each) => each * power >= rough) ?? 10)
  const first = Math.floor(least / step)
  const last = Math.ceil(most / step)
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}
