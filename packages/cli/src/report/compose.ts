// A report before it is a page or a Word file: paragraphs of text and figures, charts, and what is left out and why.
import { indicator } from '@yibao/kernel'
import type { IndicatorValue } from '@yibao/lake'
import { type ChartPlan, HOLE, idsIn, type Template } from './template.ts'

export type Piece = { readonly text: string } | { readonly figure: string; readonly id: string }

export interface Chart extends ChartPlan {
  readonly groups: readonly { readonly group: string; readonly value: number }[]
}

export interface ReportSection {
  readonly heading: string
  readonly paragraphs: readonly (readonly Piece[])[]
  readonly charts: readonly Chart[]
}

export interface Report {
  readonly title: string
  readonly lead: string
  readonly period: { readonly from: string; readonly to: string }
  readonly sections: readonly ReportSection[]
  /** Figures that the text shows, in the order in which they come. */
  readonly figures: readonly IndicatorValue[]
  /** Indicators for whose sake a sentence was left out. */
  readonly missing: readonly IndicatorValue[]
}

export function composeReport(
  template: Template,
  values: ReadonlyMap<string, IndicatorValue>,
  charts: ReadonlyMap<string, Chart>,
  names: { readonly area: string; readonly year: string; readonly from: string; readonly to: string },
): Report {
  const isKnown = (id: string): boolean => values.get(id)?.value !== undefined
  const sentences = template.sections.flatMap((section) => section.sentences)
  const written = sentences.filter((sentence) => idsIn(sentence).every(isKnown))
  const left = sentences.filter((sentence) => !idsIn(sentence).every(isKnown))
  const valuesOf = (ids: readonly string[]): IndicatorValue[] => [...new Set(ids)].flatMap((id) => values.get(id) ?? [])
  return {
    title: template.title.replace('{area}', names.area).replace('{year}', names.year),
    lead: template.lead,
    period: { from: names.from, to: names.to },
    sections: template.sections
      .map((section) => ({
        heading: section.heading,
        paragraphs: section.sentences
          .filter((sentence) => written.includes(sentence))
          .map((sentence) => piecesOf(sentence, values)),
        charts: section.charts.flatMap((plan) => charts.get(plan.title) ?? []),
      }))
      .filter(({ paragraphs }) => paragraphs.length > 0),
    figures: valuesOf(written.flatMap(idsIn)),
    missing: valuesOf(left.flatMap(idsIn).filter((id) => !isKnown(id))),
  }
}

function piecesOf(sentence: string, values: ReadonlyMap<string, IndicatorValue>): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of sentence.matchAll(HOLE)) {
    const [hole, id = ''] = match
    const found = values.get(id)
    pieces.push({ text: sentence.slice(at, match.index) }, { figure: found ? figureText(found) : '', id })
    at = match.index + hole.length
  }
  return [...pieces, { text: sentence.slice(at) }].filter((piece) => !('text' in piece) || piece.text !== '')
}

/** Where less than one of the unit would be shown, the next smaller one: 0.03亿元 says less than 341.00万元. */
const SMALLER: Readonly<Record<string, readonly [indicator.Unit, number]>> = {
  亿元: ['万元', 2],
  万元: ['元', 2],
  万人次: ['人次', 0],
  万人: ['人', 0],
}

export function figureText({ value, unit, numerator, denominator }: IndicatorValue): string {
  const smaller = SMALLER[unit]
  if (!smaller || numerator === undefined || Math.abs(Number(value)) >= 1) return `${value ?? ''}${unit}`
  const fraction = { numerator: BigInt(numerator), denominator: BigInt(denominator ?? 1) }
  const [next, decimals] = smaller
  const text = indicator.valueText(fraction, { unit: next, decimals, rounding: 'half_up' }) ?? ''
  return Math.abs(Number(text)) >= 1 || next === '元' || decimals === 0
    ? `${text}${next}`
    : figureText({ value: text, unit: next, numerator, denominator } as IndicatorValue)
}
