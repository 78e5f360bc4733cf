// Everything of a person that holds from one day to another: enrolment, categories, certified diseases, filings.
// Both days are of the stretch.
import type { PersonView } from '@yibao/contract/rest'
import type { Day, Library } from '@yibao/kernel'
import type { Filing, FilingKind, FilingState } from '../../filing/index.ts'
import type { CityRegister, DiseaseCertificate, Person, Spell } from '../../person/index.ts'
import { schemeTitle, statusTitle } from '../../policy/index.ts'
import type { ConsoleParts } from '../parts.ts'
import { categoryTitle } from '../words.ts'

const SPELL_STATES = { active: '正常参保', suspended: '暂停参保', terminated: '已终止', waiting: '待遇等待期' } as const
type SpellState = keyof typeof SPELL_STATES

export const spellViews = (city: CityRegister, { dossier }: Person, today: Day): PersonView['spells'] =>
  [...dossier.spells]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map((spell) => {
      const state = stateOf(spell, today)
      return {
        scheme: spell.scheme,
        schemeTitle: schemeTitle(spell.scheme),
        status: spell.status,
        statusTitle: statusTitle(spell.status),
        from: spell.from,
        until: spell.until ?? null,
        state,
        stateTitle: stateTitle(spell, state, today),
        employer: city.employer(spell.employerNo)?.name ?? '',
        area: city.areaName(spell.area),
      }
    })

function stateOf({ state, from, until, benefitFrom = from }: Spell, today: Day): SpellState {
  if (until !== undefined && until < today) return 'terminated'
  return state === 'active' && today < benefitFrom ? 'waiting' : state
}

function stateTitle({ from, benefitFrom }: Spell, state: SpellState, today: Day): string {
  if (state !== 'waiting') return SPELL_STATES[state]
  return today < from ? '未开始' : `待遇等待期，${benefitFrom}起享受待遇`
}

export const categoryViews = (library: Library, { dossier }: Person): PersonView['categories'] =>
  dossier.categories.map(({ category, from, until, authority }) => ({
    category,
    title: categoryTitle(library, category),
    from,
    until: until ?? null,
    authority,
  }))

const DISEASE_KINDS: Readonly<Record<DiseaseCertificate['kind'], string>> = {
  chronic: '门诊慢性病',
  special: '门诊特殊病',
  two_disease: '门诊两病',
}
const FILING_KINDS: Readonly<Record<FilingKind, string>> = {
  referral: '转诊转院备案',
  chronic_disease: '慢特病认定申请',
  chosen_provider: '定点医疗机构备案',
}

type FilingView = PersonView['filings'][number]

/** Certified diseases, and filings; an application that was approved stands as its certificate. */
export function filingViews(
  { desks }: ConsoleParts,
  { dossier }: Person,
  filings: readonly Filing[],
  today: Day,
): FilingView[] {
  const nameOf = (code: string) => desks.providers.find(code)?.name ?? code
  const certificates = dossier.certificates.map(
    ({ disease, name, kind, from, until, provider }): FilingView => ({
      kind,
      title: `${DISEASE_KINDS[kind]}：${name}`,
      detail: [disease, provider && nameOf(provider)].filter(Boolean).join(' '),
      from,
      until: until ?? null,
      state: inForce(from, until, today),
    }),
  )
  const certified = new Set(dossier.certificates.map(({ filing }) => filing))
  const others = filings
    .filter(({ filingId }) => !certified.has(filingId))
    .map(
      ({ kind, state, provider, fromOn, untilOn, details }): FilingView => ({
        kind,
        title: kind === 'chronic_disease' ? `${FILING_KINDS[kind]}：${details.diseaseName ?? ''}` : FILING_KINDS[kind],
        detail: nameOf(provider),
        from: fromOn,
        until: untilOn,
        state: filingState(kind, state, fromOn, untilOn ?? undefined, today),
      }),
    )
  return [...certificates, ...others].sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** A referral and a chosen provider take effect at once, a disease only with the agency's word. */
function filingState(kind: FilingKind, state: FilingState, from: Day, until: Day | undefined, today: Day): string {
  if (kind === 'chronic_disease' && state === 'filed') return '待审核'
  return inForce(from, until, today)
}

function inForce(from: Day, until: Day | undefined, today: Day): string {
  if (today < from) return '未开始'
  return until !== undefined && until < today ? '已结束' : '有效'
}
