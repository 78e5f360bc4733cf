// The explain panel: the tree of steps, each with its formula, clause and mark of an assumed value, and beside it the chosen
// step in full. Arrow keys walk it, Enter jumps to where a value is worked out.
import type { ExplanationView } from '@yibao/contract/rest'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../language.ts'
import { CopyText } from './copy.tsx'
import { TreeRow } from './row.tsx'
import { StepDetail } from './step-detail.tsx'
import { nodeAt } from './steps.ts'
import { type TreeState, useTree } from './use-tree.ts'

interface ExplanationTreeProps {
  readonly view: ExplanationView
  readonly label: string
  /** The step to open at. */
  readonly step?: string | undefined
  /** Below a fee line: without the panel of the chosen step, clauses in the rows. */
  readonly compact?: boolean
}

export function ExplanationTree({ view, label, step, compact = false }: ExplanationTreeProps) {
  const { t } = useTranslation()
  const tree = useTree(view.root, step)
  return (
    <div className={compact ? 'explain explain-compact' : 'explain'}>
      <div className="explain-main">
        <div className="explain-tools">
          <button type="button" className="plain" onClick={tree.expandAll}>
            {t('explain.expandAll')}
          </button>
          <button type="button" className="plain" onClick={tree.collapse}>
            {t('explain.collapse')}
          </button>
          <CopyText view={view} />
          {!compact && <span className="quiet">{t('explain.keys')}</span>}
        </div>
        <Tree tree={tree} label={label} root={view.root} />
      </div>
      {!compact && (
        <StepDetail
          node={nodeAt(view.root, tree.chosen)}
          root={view.root}
          version={view.policyVersion}
          goTo={tree.goTo}
        />
      )}
    </div>
  )
}

function Tree({ tree, label, root }: { tree: TreeState; label: string; root: ExplanationView['root'] }) {
  const { language } = useLanguage()
  const { rows, open, chosen, wantsFocus } = tree
  return (
    <div className="tree" role="tree" aria-label={label}>
      {rows.map((row) => (
        <TreeRow
          key={row.path}
          row={row}
          root={root}
          language={language}
          open={open.has(row.path)}
          chosen={row.path === chosen}
          wantsFocus={wantsFocus}
          choose={tree.choose}
          toggle={tree.toggle}
          goTo={tree.goTo}
          onKey={tree.onKey}
        />
      ))}
    </div>
  )
}
