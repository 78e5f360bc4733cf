// GET /overview
import { overviewView as overviewSchema } from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { overviewView } from './view.ts'

export const overviewRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/overview',
      {
        config: { permission: 'overview:read' },
        schema: { summary: '总览：人员、机构、结算和各方支付', response: { 200: overviewSchema } },
      },
      async (request) => overviewView(parts, askerOf(parts, request)),
    )
  }
