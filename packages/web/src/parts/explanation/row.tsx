// One step of the tree: its name, its formula with the numbers put in, its value, the clause behind it.
import type { ExplanationNodeView } from '@yibao/contract/rest'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Assumed } from '../badge.tsx'
import { nodeAt, pathOfStep, type Row, titleOf, valueText } from './steps.ts'

interface TreeRowProps {
  readonly row: Row
  readonly root: ExplanationNodeView
  readonly language: 'zh' | 'en'
  readonly open: boolean
  readonly chosen: boolean
  readonly wantsFocus: React.RefObject<boolean>
  readonly choose: (path: string) => void
  readonly toggle: (path: string) => void
  readonly goTo: (step: string) => void
  readonly onKey: (event: React.KeyboardEvent) => void
}

export function TreeRow({ row, root, language, open, chosen, wantsFocus, choose, toggle, goTo, onKey }: TreeRowProps) {
  const { path, node, level, at, of } = row
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!chosen) return
    place.current?.scrollIntoView({ block: 'nearest' })
    if (wantsFocus.current) place.current?.focus()
    wantsFocus.current = false
  }, [chosen, wantsFocus])
  const parent = node.children.length > 0
  return (
    <div
      ref={place}
      className={`step ${chosen ? 'step-chosen' : ''} ${isNothing(node) ? 'step-nothing' : ''}`}
      style={{ '--level': level - 1 } as React.CSSProperties}
      role="treeitem"
      aria-level={level}
      aria-posinset={at}
      aria-setsize={of}
      aria-selected={chosen}
      aria-expanded={parent ? open : undefined}
      tabIndex={chosen ? 0 : -1}
      data-step={node.id}
      onClick={() => (chosen && parent ? toggle(path) : choose(path))}
      onKeyDown={onKey}
    >
      <span className="step-sign" aria-hidden="true">
        {parent ? (open ? '▾' : '▸') : node.ref ? '↗' : '·'}
      </span>
      <span className="step-words">
        <span className="step-title">
          {titleOf(node, language)}
          {node.citation?.assumed && <Assumed />}
          {node.ref && <RefTo root={root} step={node.ref} language={language} goTo={goTo} />}
        </span>
        <Formula node={node} />
        {node.citation && <span className="step-clause">{node.citation.text}</span>}
      </span>
      <Value node={node} />
    </div>
  )
}

/** A zero that nothing stands behind is there for completeness, and steps back. */
const isNothing = ({ unit, value, children }: ExplanationNodeView): boolean =>
  unit === 'money' && value === 0 && children.length === 0

function RefTo(props: {
  root: ExplanationNodeView
  step: string
  language: 'zh' | 'en'
  goTo: (step: string) => void
}) {
  const { t } = useTranslation()
  const { root, step, language, goTo } = props
  const target = nodeAt(root, pathOfStep(root, step))
  return (
    <button
      type="button"
      tabIndex={-1}
      className="plain step-ref"
      title={t('explain.jump', { title: titleOf(target, language) })}
      onClick={(event) => {
        event.stopPropagation()
        goTo(step)
      }}
    >
      {t('explain.explainedAt')}
    </button>
  )
}

function Formula({ node }: { node: ExplanationNodeView }) {
  const { t } = useTranslation()
  if (!node.formula || node.formula === valueText(node, t('money.unlimited'))) return null
  return <span className="step-formula number">{node.formula}</span>
}

function Value({ node }: { node: ExplanationNodeView }) {
  const { t } = useTranslation()
  return (
    <span className="step-value number">
      {valueText(node, t('money.unlimited'))}
      {node.unit === 'money' && node.value < Number.MAX_SAFE_INTEGER && (
        <span className="quiet"> {t('money.yuan')}</span>
      )}
    </span>
  )
}
