// The report on a formed catalogue as a page: Chinese first, tables in Markdown.
import { type Fen, type FormOptions, type FormReport, REJECTION_TEXT, yuanForPeople } from '@yibao/kernel'

const percent = (e4: number): string => `${(e4 / 100).toFixed(2)} %`
const ratio = (e4: number): string => (e4 / 10_000).toFixed(4)
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  rows.length === 0
    ? ['无 none', '']
    : [
        `| ${head.join(' | ')} |`,
        `|${head.map(() => '---').join('|')}|`,
        ...rows.map((row) => `| ${row.join(' | ')} |`),
        '',
      ]

const MOST_ROWS = 50

export function formReportText(report: FormReport, options: FormOptions): string {
  const lines = [
    ...headLines(report, options),
    ...coverageLines(report),
    ...variationLines(report),
    ...reviewLines(report),
  ]
  return lines.join('\n')
}

function headLines(report: FormReport, options: FormOptions): string[] {
  const rejected = Object.entries(report.rejected).filter(([, count]) => count > 0)
  const { threshold, score } = options
  const covered = threshold.kind === 'coverage' ? `（核心病种覆盖不低于 ${percent(threshold.shareBp)} 时的最大值）` : ''
  return [
    `# 病种目录测算报告：${report.catalogue}`,
    '',
    `年度与权重：${options.years.map(({ year, weight }) => `${year} 年 ${weight}`).join('，')}。`,
    `读入 ${report.seen} 例，计入 ${report.counted} 例。核心病种最低例数 ${report.minCases}${covered}。`,
    `计分：${scoreText(score)}；基准费用 ${report.base} 元${score.method === 'quota' ? '（定额）' : ''}。`,
    '',
    '## 未计入 not counted',
    '',
    ...table(
      ['原因', '例数'],
      rejected.map(([reason, count]) => [REJECTION_TEXT[reason as keyof typeof REJECTION_TEXT], count]),
    ),
  ]
}

function coverageLines({
  groups,
  coverage,
  mixedDropped,
  unknownClassCases,
  national,
  scoreCheckE4,
}: FormReport): string[] {
  const unknown =
    unknownClassCases > 0 ? [`主要手术操作类别不明 ${unknownClassCases} 例，在综合病种中按保守治疗。`] : []
  const compared = national
    ? [
        `与国家目录 ${national.version} 相同 ${national.equal} 个；地方增补 ${national.local} 个，${national.localCases} 例；国家目录中本地没有的 ${national.absent} 个。`,
      ]
    : []
  return [
    '## 覆盖 coverage',
    '',
    ...table(
      ['类别', '病种数', '例数', '占比'],
      [
        ['核心病种', groups.core, coverage.core.cases, percent(coverage.core.shareE4)],
        ['综合病种', groups.mixed, coverage.mixed.cases, percent(coverage.mixed.shareE4)],
        [
          '空白病种（先期、并项、细分中例数不足的）',
          groups.blank,
          coverage.blank.cases,
          percent(coverage.blank.shareE4),
        ],
        ['未入组', '', coverage.ungrouped.cases, percent(coverage.ungrouped.shareE4)],
      ],
    ),
    `先期 ${groups.priority}，并项 ${groups.merged}，诊断辅助细分 ${groups.dx_aux}，基本规则 ${groups.basic}。`,
    `综合病种弃去：例数不足 ${mixedDropped.few}，变异过大 ${mixedDropped.variation}，超过数量上限 ${mixedDropped.beyond}。`,
    ...unknown,
    ...compared,
    `已入组病例 Σ分值×例数 ÷（1000×例数）= ${ratio(scoreCheckE4)}（全部入组、不裁剪、只有一个年度时为 1）。`,
    '',
  ]
}

function variationLines({ variation, trimmed }: FormReport): string[] {
  return [
    '## 核心病种的变异系数 variation',
    '',
    ...table(
      ['变异系数', '病种数', '例数'],
      variation.bands.map(({ uptoE4, groups, cases }) => [
        uptoE4 === undefined ? '更高' : `≤ ${ratio(uptoE4)}`,
        groups,
        cases,
      ]),
    ),
    `按例数平均 ${ratio(variation.meanE4)}；裁剪 ${trimmed.cases} 例（${percent(trimmed.shareE4)}${trimmed.isMuch ? '，偏多' : ''}）。`,
    '',
  ]
}

function reviewLines({ auxiliaryCandidates, related, inverted, basicLevel }: FormReport): string[] {
  return [
    ...listSection(
      '可考虑辅助分型（变异系数过大） candidates for auxiliary types',
      ['病种', '编码', '例数', '变异系数'],
      auxiliaryCandidates.map(({ seq, dipCode, cases, cvE4 }) => [seq, dipCode, cases, ratio(cvE4)]),
    ),
    ...listSection(
      '保留的相关手术操作 related procedures kept',
      ['病种', '编码', '例数', '费用高出'],
      related.map(({ seq, dipCode, cases, raiseE4 }) => [seq, dipCode, cases, percent(raiseE4)]),
    ),
    ...listSection(
      '分值倒挂 inverted scores',
      ['诊断', '较简单的治疗', '分值', '较复杂的治疗', '分值'],
      inverted.map((each) => [
        each.pdx,
        each.simpler,
        ratio(each.simplerScoreE4),
        each.harder,
        ratio(each.harderScoreE4),
      ]),
    ),
    ...listSection(
      '基层病种 basic-level groups',
      ['病种'],
      basicLevel.map((seq) => [seq]),
    ),
  ]
}

function listSection(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] {
  const more =
    rows.length > MOST_ROWS ? [`… 共 ${rows.length} 行，全部见 report.json（${rows.length} rows in all）`, ''] : []
  return [`## ${title}（${rows.length}）`, '', ...table(head, rows.slice(0, MOST_ROWS)), ...more]
}

function scoreText(score: FormOptions['score']): string {
  if (score.method === 'average') return '平均费用法（×1000）'
  if (score.method === 'reference') return `基准病种法，基准 ${score.dipCode}（×1000）`
  return `标准定额法，定额 ${yuanForPeople(score.quotaFen as Fen)} 元`
}
