// Special flows at the console: what a request would do, requests and their decisions, payouts, recoveries, open items.
import {
  doneView,
  flowAsked,
  flowPreview,
  flowProposal,
  moneyReference,
  openItemOpening,
  openItemPage,
  openItemPayment,
  openItemQuery,
  payoutPage,
  recoveryPage,
  requestDecision,
  requestPage,
  requestQuery,
  requestView,
  settingsView,
  stateQuery,
} from '@yibao/contract/rest'
import type { Routes } from '../../../platform/index.ts'
import { answering, idParams as params } from '../answering.ts'
import type { ConsoleParts } from '../parts.ts'
import { openItem, payItem, payPayout, receiveRecovery } from './money.ts'
import { decide, preview, propose } from './propose.ts'
import { oneRequest, openItemsPage, payoutsPage, recoveriesPage, requestsPage, settingsNow } from './view.ts'

export const flowRoutes =
  (parts: ConsoleParts): Routes =>
  async (app) => {
    const answered = answering(parts)
    const read = { permission: 'request:read' } as const
    const proposing = { permission: 'request:propose' } as const
    app.post(
      '/requests/preview',
      { config: proposing, schema: { summary: '试算一项特殊业务', body: flowAsked, response: { 200: flowPreview } } },
      (request, reply) => answered(request, reply, (asker) => preview(parts, asker, request.body)),
    )
    app.post(
      '/requests',
      { config: proposing, schema: { summary: '提出特殊业务申请', body: flowProposal, response: { 200: doneView } } },
      (request, reply) => answered(request, reply, (asker) => propose(parts, asker, request.body)),
    )
    app.get(
      '/requests',
      { config: read, schema: { summary: '特殊业务申请', querystring: requestQuery, response: { 200: requestPage } } },
      (request, reply) => answered(request, reply, (asker) => requestsPage(asker, request.query)),
    )
    app.get(
      '/requests/:id',
      { config: read, schema: { summary: '一项申请', params, response: { 200: requestView } } },
      (request, reply) => answered(request, reply, (asker) => oneRequest(parts, asker, request.params.id)),
    )
    app.post(
      '/requests/:id/decision',
      {
        config: { permission: 'request:decide' },
        schema: { summary: '批准、退回或撤回申请', params, body: requestDecision, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => decide(parts, asker, request.params.id, request.body)),
    )
    app.get(
      '/payouts',
      {
        config: { permission: 'payout:read' },
        schema: { summary: '待付款项', querystring: stateQuery, response: { 200: payoutPage } },
      },
      (request, reply) => answered(request, reply, (asker) => payoutsPage(parts, asker, request.query)),
    )
    app.post(
      '/payouts/:id/payment',
      {
        config: { permission: 'payout:pay' },
        schema: { summary: '登记支付', params, body: moneyReference, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => payPayout(parts, asker, request.params.id, request.body)),
    )
    app.get(
      '/recoveries',
      {
        config: { permission: 'payout:read' },
        schema: { summary: '审核追回', querystring: stateQuery, response: { 200: recoveryPage } },
      },
      (request, reply) => answered(request, reply, (asker) => recoveriesPage(parts, asker, request.query)),
    )
    app.post(
      '/recoveries/:id/receipt',
      {
        config: { permission: 'payout:pay' },
        schema: { summary: '登记追回到账', params, body: moneyReference, response: { 200: doneView } },
      },
      (request, reply) =>
        answered(request, reply, (asker) => receiveRecovery(parts, asker, request.params.id, request.body)),
    )
    app.get(
      '/open-items',
      {
        config: { permission: 'open_item:read' },
        schema: { summary: '先诊疗后付费待收款', querystring: openItemQuery, response: { 200: openItemPage } },
      },
      (request, reply) => answered(request, reply, (asker) => openItemsPage(parts, asker, request.query)),
    )
    app.post(
      '/settlements/:id/open-item',
      {
        config: { permission: 'open_item:write' },
        schema: { summary: '登记先诊疗后付费', params, body: openItemOpening, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => openItem(parts, asker, request.params.id, request.body)),
    )
    app.post(
      '/open-items/:id/payments',
      {
        config: { permission: 'open_item:write' },
        schema: { summary: '登记个人付款', params, body: openItemPayment, response: { 200: doneView } },
      },
      (request, reply) => answered(request, reply, (asker) => payItem(parts, asker, request.params.id, request.body)),
    )
    app.get(
      '/flow-settings',
      { config: read, schema: { summary: '特殊业务参数', response: { 200: settingsView } } },
      async () => settingsNow(parts),
    )
  }
