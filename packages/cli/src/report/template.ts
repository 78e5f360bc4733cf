// The text of a report: sections of sentences with indicators in braces, and charts. Read with every fault placed.
import { type Fault, FaultList, locate, type MapNode, type TextNode } from '@yibao/kernel'

export interface ChartPlan {
  readonly title: string
  readonly indicator: string
  readonly by: string
  readonly unit: string
}

export interface Template {
  readonly id: string
  readonly title: string
  readonly lead: string
  readonly sections: readonly {
    readonly heading: string
    readonly sentences: readonly string[]
    readonly charts: readonly ChartPlan[]
  }[]
}

export function readTemplate(file: string, text: string): { template: Template | undefined; faults: readonly Fault[] } {
  const faults = new FaultList()
  const node = locate(file, text, faults)
  const root = node?.kind === 'map' ? node : undefined
  if (!root) return { template: undefined, faults: faults.faults }
  const charts = chartsOf(root, faults)
  const sections = itemsOf(root.entries.get('sections')).map((section) => ({
    heading: textAt(section, 'heading', faults),
    sentences: sentencesOf(textAt(section, 'text', faults)),
    charts: itemsOf(map(section)?.entries.get('charts')).flatMap((name) => {
      const plan = name.kind === 'scalar' ? charts.get(name.text) : undefined
      if (!plan) faults.add(name.at, 'wrong_value', name.kind, `one of ${[...charts.keys()].join(', ')}`)
      return plan ?? []
    }),
  }))
  const template = {
    id: textAt(root, 'report', faults),
    title: textAt(root, 'title', faults),
    lead: textAt(root, 'lead', faults),
    sections,
  }
  return { template: faults.refuses ? undefined : template, faults: faults.faults }
}

const map = (node: TextNode | undefined): MapNode | undefined => (node?.kind === 'map' ? node : undefined)
const itemsOf = (node: TextNode | undefined): readonly TextNode[] => (node?.kind === 'list' ? node.items : [])

function textAt(node: TextNode, key: string, faults: FaultList): string {
  const found = map(node)?.entries.get(key)
  if (found?.kind === 'scalar' && found.text !== '') return found.text
  faults.add(found?.at ?? node.at, 'missing_key', `no ${key}`, key)
  return ''
}

function chartsOf(root: MapNode, faults: FaultList): Map<string, ChartPlan> {
  const node = map(root.entries.get('charts'))
  return new Map(
    [...(node?.entries ?? [])].map(([name, chart]) => {
      const at = (key: string) => textAt(chart, key, faults)
      return [name, { title: at('title'), indicator: at('indicator'), by: at('by'), unit: at('unit') }]
    }),
  )
}

/** One sentence ends with 。 and is written or left out whole. */
const sentencesOf = (text: string): string[] =>
  text
    .split('。')
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => `${sentence}。`)

export const HOLE = /\{([A-Z]{2}-\d{2,3})\}/g
export const idsIn = (sentence: string): string[] => [...sentence.matchAll(HOLE)].map(([, id = '']) => id)
