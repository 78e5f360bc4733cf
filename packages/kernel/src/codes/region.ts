// Administrative divisions (GB/T 2260): 6 digits to the county, 9 to the town, 12 to the village.
// Whether a code exists is a question for the table of the day, and a pooling area's own codes live in its own table.

const REGION = /^\d{6}(?:\d{3}){0,2}$/
const COUNTY = /^\d{6}$/

/** Six digits: a county-level division, or a pooling area's own code of the same form. */
export const isRegionCode = (text: string): boolean => COUNTY.test(text)

export interface RegionParts {
  readonly province: string
  readonly prefecture: string
  readonly county: string
  readonly town: string | undefined
  readonly village: string | undefined
}

/** Each part is the full code down to its level: 150203 → province 15, prefecture 1502, county 150203. */
export function parseRegionCode(text: string): RegionParts | undefined {
  if (!REGION.test(text)) return undefined
  return {
    province: text.slice(0, 2),
    prefecture: text.slice(0, 4),
    county: text.slice(0, 6),
    town: text.length >= 9 ? text.slice(0, 9) : undefined,
    village: text.length === 12 ? text : undefined,
  }
}
