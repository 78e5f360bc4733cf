// What crosses a boundary: the national interface's messages, and the form that every refusal takes.
export * from './national/index.ts'
