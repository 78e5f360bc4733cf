// GET /policy
import { policyView as policySchema } from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import type { ConsoleParts } from '../parts.ts'
import { policyView } from './view.ts'

/** A policy is public: there is no scope to read it in. */
export const policyRoutes =
  ({ desks, platform }: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/policy',
      {
        config: { permission: 'policy:read' },
        schema: { summary: '执行中的政策：方案、层次、每个取值及其依据', response: { 200: policySchema } },
      },
      async () => policyView(desks.policy.library, platform.clock.today()),
    )
  }
