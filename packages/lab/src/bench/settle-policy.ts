// The policy of `bench settle`: residents' inpatient care over three tiers, each of another kind. Invented figures.
export const BENCH_DAY = '2025-06-01'

export const BENCH_POLICY = `
title: 基准测试：居民住院三重保障
defaults: { from: 2020-01-01, source: bench, grade: A }
sources:
  bench: { title: 基准测试政策, issuer: 测试, date: 2019-12-01 }
vocabulary:
  levels: { level_1: 一级, level_2: 二级, level_3: 三级 }
  categories: { minimum_allowance: 低保对象 }
classifications:
  standard:
    title: 甲乙丙三类
    pre_self_pay: { by: item_class, a: 0%, b: catalogue_rate, c: 0% }
tiers:
  basic:
    title: 基本统筹
    payer: pooled
    fund: resident_basic
    base: in_scope
    deductible: { by: level, level_1: 200元, level_2: 500元, level_3: 1000元 }
    bands: [{ to: 3万元, rate: 65% }, { rate: 75% }]
    limits: [{ title: 年度封顶线, on: payment, amount: 20万元, per: year }]
    switches: { band_origin: above_deductible, band_scope: visit, deductible_mode: visit, cap_consumption: binding_point, round_at: tier }
  serious:
    title: 大病保险
    payer: serious_illness
    fund: resident_serious_illness
    base: left
    deductible: 1.4万元
    bands: [{ to: 10万元, rate: 60% }, { rate: 70% }]
    switches: { band_origin: above_deductible, band_scope: year, deductible_mode: year, cap_consumption: binding_point, round_at: tier }
  assistance:
    title: 医疗救助
    payer: assistance
    fund: medical_assistance
    when: { category: minimum_allowance }
    base: left
    deductible: 0元
    rate: 70%
    limits: [{ title: 年度救助限额, on: payment, amount: 3万元, per: year }]
    switches: { band_origin: above_deductible, band_scope: visit, deductible_mode: visit, cap_consumption: binding_point, round_at: tier }
plans:
  inpatient:
    title: 居民住院
    scheme: resident
    settings: [inpatient]
    classification: standard
    tiers: [basic, serious, assistance]
    switches: { over_limit: separate, account_pays: [in_scope, pre], governed_by: discharge, package: none }
`
