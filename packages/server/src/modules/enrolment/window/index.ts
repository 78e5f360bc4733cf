// The enrolment window: categories, mutual aid, visits and population figures.
export { openEnrolmentWindow, type WindowDesk } from './change.ts'
export * from './model.ts'
export { chargesFor, enrolledOn, type OwnCharge, populationOf, receiversOf, visitsOf } from './store.ts'
