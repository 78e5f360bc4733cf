// Fraud with known truth: schemes planted among honest care before anything of it is settled.
export { FRAUD_SCHEMES, type FraudLabel, type FraudPlan, type FraudScheme, labelsText, type Mark } from './label.ts'
