// Files that offices send in.
export * from './file.ts'
