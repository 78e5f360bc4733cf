// The door of background work.
export { createJobs, type Job, type JobRun, type Jobs } from './jobs.ts'
