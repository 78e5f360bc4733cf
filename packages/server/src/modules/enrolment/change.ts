// The changes that a file of enrolments makes: some lines to a message, each message once, every person under the own lock.
import { accepted, enrolment, type Refused, refused } from '@yibao/kernel'
import type { Context, Json, Kind, Row, Update } from '../../platform/index.ts'
import { type Dossier, NO_DOSSIER, type Person, personFrom, personRow, type Spell } from '../person/index.ts'
import type { BatchWage, EnrolmentIssue, ImportLine, ImportRun, KindCounts } from './model.ts'
import {
  batchLineRow,
  claimRow,
  DECISION_FACTS,
  enrolledUpdate,
  IMPORT_FACTS,
  importRow,
  issueClosed,
  issueRow,
  type PersonRow,
  wageRow,
  wageUpdate,
} from './store.ts'

export interface ImportChunk {
  readonly lines: readonly ImportLine[]
  /** What each line changed is recorded under it. */
  readonly batchId?: string
}

type Wage = readonly [personNo: string, employerNo: string, fromMonth: string, wageFen: number]

interface ImportFacts {
  readonly persons: readonly PersonRow[]
  readonly questions: readonly (readonly [personNo: string, question: string])[]
  readonly wages: readonly Wage[]
  /** Months charged, of those whose base changes. */
  readonly charged: readonly string[]
}

export interface ChunkAnswer {
  readonly kinds: KindCounts
  /** Lines that were good when the file was checked and no longer are. */
  readonly faults: readonly enrolment.LineFault[]
}

/** Categories whose contribution others pay; a choice between two enrolments is then the person's own. */
const SUBSIDISED = new Set([
  'extreme_poverty',
  'orphan',
  'minimum_allowance',
  'marginal',
  'poverty_relapse',
  'monitored',
  'registered_poor',
])

export function enrolPersonOf({ name, area, diedOn, dossier }: Person): enrolment.EnrolPerson {
  return {
    ...{ name, area, spells: dossier.spells },
    ...(diedOn !== undefined && { diedOn }),
    isSubsidised: dossier.categories.some(({ category, until }) => SUBSIDISED.has(category) && until === undefined),
  }
}

export const faultOf = (
  line: enrolment.EnrolLine,
  verdict: Extract<enrolment.EnrolVerdict, { kind: 'fault' }>,
): enrolment.LineFault => ({
  line: line.line,
  column: enrolment.ENROL_COLUMNS[verdict.column].names[0],
  ...{ code: verdict.code, found: verdict.found, allowed: verdict.allowed },
})

/** The rows of one chunk as they are put together. */
class ChunkRows {
  readonly persons: Row[] = []
  readonly updates: Update[] = []
  readonly claims: Row[] = []
  readonly wages: Row[] = []
  readonly issues: Row[] = []
  readonly batchLines: Row[] = []
  readonly wageUpdates: Update[] = []
  readonly kinds: Record<string, number> = {}
  readonly faults: enrolment.LineFault[] = []

  count(kind: string): void {
    this.kinds[kind] = (this.kinds[kind] ?? 0) + 1
  }

  rows() {
    const insert = {
      person: this.persons,
      certificate_claim: this.claims,
      contribution_wage: this.wages,
      enrolment_issue: this.issues,
      enrol_batch_line: this.batchLines,
    }
    const update = { person: this.updates, contribution_wage: this.wageUpdates }
    const filled = <T>(tables: Readonly<Record<string, readonly T[]>>) =>
      Object.fromEntries(Object.entries(tables).filter(([, rows]) => rows.length > 0))
    return { insert: filled(insert), update: filled(update) }
  }
}

export const enrolmentsImported = (rules: enrolment.EnrolRules): Kind<ImportChunk, ImportFacts> => ({
  name: 'enrolment.imported',
  subjects: ({ lines }) => lines.map(({ personNo }) => personNo) as [string, ...string[]],
  facts: {
    sql: IMPORT_FACTS,
    args: ({ lines }) => ({
      persons: lines.map(({ personNo }) => personNo),
      based: lines.flatMap(({ line, personNo }) => (line.action === 'base' ? [personNo] : [])),
    }),
  },
  conflicts: { person_pkey: 'person_number_taken', certificate_claim_pkey: 'certificate_taken' },
  decide: ({ lines, batchId }, { facts }, context) => {
    const persons = new Map(facts.persons.map((row) => [row.personNo, personFrom(row)]))
    const asked = new Set(facts.questions.map((each) => each.join(' ')))
    const declared = new Map(
      facts.wages.map(([who, employer, month, wageFen]) => [[who, employer, month].join(' '), wageFen]),
    )
    const charged = new Set(facts.charged)
    const rows = new ChunkRows()
    for (const { line, personNo } of lines) {
      const person = persons.get(personNo)
      if (person && person.certificateNo !== line.certificateNo) return refused('person_number_taken', {}) as Refused
      const verdict = charged.has(chargedKey(personNo, line))
        ? MONTH_CHARGED
        : enrolment.ruleOnLine(line, person && enrolPersonOf(person), rules)
      if (verdict.kind === 'fault') {
        rows.faults.push(faultOf(line, verdict))
        continue
      }
      carryOut({ line, personNo, person, verdict, rows, context, asked, declared, batchId })
    }
    const answer: ChunkAnswer = { kinds: rows.kinds, faults: rows.faults }
    return accepted({ answer: answer as unknown as Json, rows: rows.rows(), event: { lines: lines.length } })
  },
})

interface Carried {
  readonly line: enrolment.EnrolLine
  readonly personNo: string
  readonly person: Person | undefined
  readonly verdict: Exclude<enrolment.EnrolVerdict, { kind: 'fault' }>
  readonly rows: ChunkRows
  readonly context: Context
  readonly asked: ReadonlySet<string>
  readonly declared: ReadonlyMap<string, number>
  readonly batchId: string | undefined
}

function carryOut(carried: Carried): void {
  const { line, personNo, person, verdict, rows, context, asked, batchId } = carried
  const spells = verdict.spells as readonly Spell[]
  const wage = wageOf(carried)
  rows.count(verdict.kind === 'base_changed' && !wage ? 'unchanged' : verdict.kind)
  if (batchId !== undefined && (!person || spells !== person.dossier.spells || wage))
    rows.batchLines.push(batchLineRow({ batchId, personNo, line, kind: verdict.kind, person, spells, wage }))
  if (!person) {
    rows.persons.push(personRow(newPerson(line, personNo, { ...NO_DOSSIER, spells })))
    rows.claims.push(claimRow(line, personNo))
  } else if (spells !== person.dossier.spells) {
    rows.updates.push(
      enrolledUpdate(personNo, { ...person.dossier, spells }, employerOf(spells, line) ?? person.employerNo),
    )
  }
  if (!verdict.duplicate) return
  const question = [line.scheme, line.area, line.from].join(' ')
  if (!asked.has([personNo, question].join(' ')))
    rows.issues.push(
      issueRow(
        issueOf(
          personNo,
          question,
          verdict.duplicate,
          verdict.kind === 'duplicate_choice' || verdict.kind === 'duplicate_old_kept',
          context,
        ),
      ),
    )
}

/** 月缴费工资: declared with an enrolment, or changed later. The same again is nothing. */
function wageOf({ line, personNo, verdict, rows, declared }: Carried): BatchWage | undefined {
  const { wageFen, employerNo, action } = line
  const isTaken = verdict.kind !== 'duplicate_old_kept' && verdict.kind !== 'duplicate_choice'
  if (!wageFen || !employerNo || action === 'stop' || !isTaken) return undefined
  const month = line.from.slice(0, 7)
  const before = declared.get([personNo, employerNo, month].join(' '))
  if (before === wageFen || (before !== undefined && action !== 'base')) return undefined
  if (before === undefined) rows.wages.push(wageRow(personNo, employerNo, month, wageFen))
  else rows.wageUpdates.push(wageUpdate(personNo, employerNo, month, wageFen))
  return { employerNo, month, wageFen, ...(before !== undefined && { beforeFen: before }) }
}

/** 基数变更 of a month for which the contribution is charged already. */
export const MONTH_CHARGED = {
  kind: 'fault',
  code: 'month_charged',
  column: 'from',
  found: '该月已经核定',
  allowed: '尚未核定的月份，已核定的到窗口更正',
} as const satisfies enrolment.EnrolVerdict

/** A person, employer and month, as `chargedMonths` tells them. */
export const chargedKey = (personNo: string, { action, employerNo, from }: enrolment.EnrolLine): string =>
  action === 'base' ? [personNo, employerNo, from.slice(0, 7)].join(' ') : ''

const employerOf = (spells: readonly Spell[], { from }: enrolment.EnrolLine): string | undefined =>
  spells.findLast((spell) => spell.state === 'active' && spell.from <= from && spell.employerNo !== undefined)
    ?.employerNo

function newPerson(line: enrolment.EnrolLine, personNo: string, dossier: Dossier): Person {
  const { name, certificateKind, certificateNo, sex, bornOn, ethnicity, mobile, area, employerNo } = line
  return {
    personNo,
    name,
    certificateKind,
    certificateNo,
    sex,
    bornOn,
    ethnicity,
    mobile,
    area,
    dossier,
    ...(employerNo && { employerNo }),
  }
}

function issueOf(
  personNo: string,
  question: string,
  found: enrolment.DuplicateFound,
  isOpen: boolean,
  { newId, actor, now }: Context,
): EnrolmentIssue {
  const steps = [{ step: 'found' as const, by: actor.id, at: now, note: found.ruling.reason }]
  return {
    issueId: newId(),
    personNo,
    area: found.asked.area,
    question,
    state: isOpen ? 'open' : 'closed',
    found,
    steps,
  }
}

/** A file was checked, or its good lines are in. */
export const fileNoted: Kind<Omit<ImportRun, 'importId' | 'by' | 'at'>> = {
  name: 'enrolment.file_noted',
  subjects: ({ sha256 }) => [`enrol-file:${sha256}`],
  decide: (run, _, { newId, actor, now }) => {
    const importId = newId()
    return accepted({
      answer: { importId },
      rows: { insert: { enrol_import: [importRow({ ...run, importId, by: actor.id, at: now })] } },
      event: { importId, step: run.step },
      objects: [importId],
    })
  },
}

export interface IssueDecision {
  readonly issueId: string
  readonly personNo: string
  readonly keep: 'standing' | 'asked'
  readonly note: string
}

interface DecisionFacts {
  readonly person: PersonRow | null
  readonly issue: EnrolmentIssue | null
}

const sameSpell = (a: enrolment.EnrolSpell, b: enrolment.EnrolSpell): boolean =>
  a.scheme === b.scheme && a.area === b.area && a.from === b.from && a.state === b.state

/** 书面选择: the person keeps one of two enrolments; the other is suspended from the first day on which both would stand. */
export const duplicateDecided: Kind<IssueDecision, DecisionFacts> = {
  name: 'enrolment.duplicate_decided',
  subjects: ({ personNo }) => [personNo],
  facts: { sql: DECISION_FACTS, args: ({ issueId }) => ({ issueId }) },
  decide: ({ keep, note }, { facts: { person: row, issue } }, { actor, now }) => {
    if (!issue || !row) throw new Error('A decision names a person and an issue that exist')
    if (issue.state === 'closed') return refused('issue_closed', {})
    const person = personFrom(row)
    const { standing, asked } = issue.found
    const at = person.dossier.spells.findIndex((spell) => sameSpell(spell, standing))
    if (keep === 'asked' && at < 0) return refused('issue_outdated', {})
    const steps = [...issue.steps, { step: `kept_${keep}` as const, by: actor.id, at: now, note }]
    const spells = keep === 'asked' ? enrolment.keepAsked(person.dossier.spells, at, asked) : undefined
    return accepted({
      answer: { issueId: issue.issueId },
      rows: {
        update: {
          enrolment_issue: [issueClosed(issue, steps)],
          ...(spells && {
            person: [
              enrolledUpdate(
                person.personNo,
                { ...person.dossier, spells: spells as Spell[] },
                asked.employerNo ?? person.employerNo,
              ),
            ],
          }),
        },
      },
      event: { issueId: issue.issueId, keep },
      objects: [issue.issueId],
    })
  },
}
