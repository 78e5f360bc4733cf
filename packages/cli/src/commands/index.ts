// All commands by name. Each is loaded only when it is called, so that `yibao settle` does not wait for a database driver.
import type { Command } from '../command.ts'

const commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import('./serve.ts'),
  settle: () => import('./settle.ts'),
  clear: () => import('./clear.ts'),
  'policy check': () => import('./policy-check.ts'),
  'policy test': () => import('./policy-test.ts'),
  'policy schema': () => import('./policy-schema.ts'),
  'ledger verify': () => import('./ledger-verify.ts'),
  'ledger trial-balance': () => import('./ledger-trial-balance.ts'),
  'ledger statements': () => import('./ledger-statements.ts'),
  'ledger bridge': () => import('./ledger-bridge.ts'),
  'ledger bank': () => import('./ledger-bank.ts'),
  'ledger close': () => import('./ledger-close.ts'),
  'ledger prove': () => import('./ledger-prove.ts'),
  'ledger check-proof': () => import('./ledger-check-proof.ts'),
  year: () => import('./year.ts'),
  synth: () => import('./synth.ts'),
  collect: () => import('./collect.ts'),
  'enrol import': () => import('./enrol-import.ts'),
  'lake deidentify': () => import('./lake-deidentify.ts'),
  'lake export': () => import('./lake-export.ts'),
  simulate: () => import('./simulate.ts'),
  report: () => import('./report.ts'),
  indicators: () => import('./indicators.ts'),
  group: () => import('./group.ts'),
  project: () => import('./project.ts'),
  'audit cases': () => import('./audit-cases.ts'),
  'audit rules': () => import('./audit-rules.ts'),
  'audit rule': () => import('./audit-rule.ts'),
  'audit check': () => import('./audit-check.ts'),
  'audit import': () => import('./audit-import.ts'),
  'audit trial': () => import('./audit-trial.ts'),
  'audit run': () => import('./audit-run.ts'),
  'audit models': () => import('./audit-models.ts'),
  'audit clues': () => import('./audit-clues.ts'),
  'audit files': () => import('./audit-files.ts'),
  'lake findings': () => import('./lake-findings.ts'),
  'lake import': () => import('./lake-import.ts'),
  'dip group': () => import('./dip-group.ts'),
  'dip form': () => import('./dip-form.ts'),
  bench: () => import('./bench.ts'),
  'user list': () => import('./user-list.ts'),
  'user add': () => import('./user-add.ts'),
  'user reset': () => import('./user-reset.ts'),
}

export const commandNames = Object.keys(commands)

export async function loadCommand(name: string): Promise<Command> {
  const load = commands[name]
  if (!load) throw new Error(`No command ${name}`)
  return (await load()).command
}
