// Benefits: settling bills under compiled plans.
export * from './bill.ts'
export * from './cancel.ts'
export { type CompiledPlan, NotInForce } from './compile/plan.ts'
export { PlanBook } from './compile/plan-book.ts'
export * from './route.ts'
export * from './settle.ts'
export * from './settlement.ts'
