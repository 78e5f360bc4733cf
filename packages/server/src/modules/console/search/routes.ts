// GET /search
import { searchQuery, searchView as searchSchema } from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import { askerOf } from '../asker.ts'
import type { ConsoleParts } from '../parts.ts'
import { searchView } from './view.ts'

export const searchRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    app.get(
      '/search',
      {
        config: { permission: 'search:use' },
        schema: {
          summary: '按姓名、拼音首字母、证件号码、人员编号、手机号、结算ID、就诊ID、报文编号、机构名称或编码查找',
          querystring: searchQuery,
          response: { 200: searchSchema },
        },
      },
      (request) => searchView(parts, askerOf(parts, request), request.query.q),
    )
  }
