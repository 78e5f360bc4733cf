// Random histories over few codes, so that groups fill up, for the tests of forming a catalogue.
import { DipHistory, type Fen, type HistoricCase, type HistoryRules } from '@yibao/kernel'
import fc from 'fast-check'

export const YEARS = [2023, 2024, 2025]

export function historyOf(cases: Iterable<HistoricCase>, rules: Partial<HistoryRules> = {}): DipHistory {
  const history = new DipHistory({ years: YEARS, ...rules })
  for (const each of cases) history.add(each)
  return history
}

let made = 0
export function historic(pdx: string, procs: string, yuan: number, rest: Partial<HistoricCase> = {}): HistoricCase {
  made += 1
  return {
    recordId: `H${made}`,
    year: 2025,
    losDays: 5,
    totalFen: Math.round(yuan * 100) as Fen,
    diagnoses: pdx.split('|'),
    procedures: procs === '' ? [] : procs.split('|'),
    ...rest,
  }
}

export const repeated = (times: number, make: (at: number) => HistoricCase): HistoricCase[] =>
  Array.from({ length: times }, (_, at) => make(at))

export const randomCase: fc.Arbitrary<Omit<HistoricCase, 'recordId'>> = fc
  .record({
    pdx: fc.constantFrom('I21.000', 'I21.001', 'I21.100', 'I10.x00', 'K35.900', 'A15.000', 'J18.900', 'J18.000'),
    other: fc.constantFrom('', 'E11.900', 'U84.300'),
    procs: fc.array(fc.constantFrom('36.0700', '36.0700x004', '00.2400', '88.5600', '47.0100', '96.7201'), {
      maxLength: 3,
    }),
    yuan: fc.integer({ min: 1, max: 90_000 }),
    losDays: fc.integer({ min: 1, max: 40 }),
    year: fc.constantFrom(...YEARS),
    isBasicLevel: fc.boolean(),
  })
  .map(({ pdx, other, procs, yuan, losDays, year, isBasicLevel }) => ({
    ...{ losDays, year, isBasicLevel, totalFen: (yuan * 100) as Fen },
    diagnoses: other === '' ? [pdx] : [pdx, other],
    procedures: procs,
  }))

export const randomHistory = (minLength: number, maxLength: number): fc.Arbitrary<HistoricCase[]> =>
  fc
    .array(randomCase, { minLength, maxLength })
    .map((cases) => cases.map((each, at): HistoricCase => ({ ...each, recordId: `R${at}` })))
