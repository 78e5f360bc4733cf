// The settlement list of a stay and its quality rules.
export { checkList, isRefused, LIST_RULES, LIST_RULES_VERSION } from './check.ts'
export type {
  IntensiveCare,
  ListContext,
  ListDiagnosis,
  ListFinding,
  ListItem,
  ListProcedure,
  SettlementList,
} from './model.ts'
