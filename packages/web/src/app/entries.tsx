// The pages of the navigation, each with the permission it asks for.
import {
  AccountBookOutlined,
  AlertOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  CalculatorOutlined,
  CloudUploadOutlined,
  DashboardOutlined,
  FileTextOutlined,
  FormOutlined,
  IdcardOutlined,
  PayCircleOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  SwapOutlined,
  TableOutlined,
  TeamOutlined,
  WalletOutlined,
} from '@ant-design/icons'
import type { SessionView } from '@yibao/contract/rest'

const ENTRIES = [
  { to: '/', word: 'app.overview', permission: 'overview:read', icon: <AppstoreOutlined /> },
  { to: '/cockpit', word: 'app.cockpit', permission: 'cockpit:read', icon: <DashboardOutlined /> },
  { to: '/settlements', word: 'app.settlements', permission: 'settlement:read', icon: <ProfileOutlined /> },
  { to: '/requests', word: 'app.flows', permission: 'request:read', icon: <AuditOutlined /> },
  { to: '/payouts', word: 'app.payouts', permission: 'payout:read', icon: <PayCircleOutlined /> },
  { to: '/employer', word: 'app.employer', permission: 'employer:read', icon: <TeamOutlined /> },
  { to: '/enrolment', word: 'app.enrolment', permission: 'enrolment:read', icon: <IdcardOutlined /> },
  { to: '/batches', word: 'app.batches', permission: 'batch:read', icon: <CloudUploadOutlined /> },
  { to: '/contributions', word: 'app.contributions', permission: 'contribution:read', icon: <BankOutlined /> },
  { to: '/clearings', word: 'app.clearings', permission: 'clearing:read', icon: <CalculatorOutlined /> },
  { to: '/open-items', word: 'app.openItems', permission: 'open_item:read', icon: <WalletOutlined /> },
  { to: '/audit', word: 'app.audit', permission: 'audit_case:read', icon: <SafetyCertificateOutlined /> },
  { to: '/funds', word: 'app.funds', permission: 'fund:read', icon: <AccountBookOutlined /> },
  { to: '/bookings', word: 'app.bookings', permission: 'booking:read', icon: <FormOutlined /> },
  { to: '/statements', word: 'app.statements', permission: 'fund:read', icon: <TableOutlined /> },
  { to: '/fund-watch', word: 'app.watch', permission: 'watch:read', icon: <AlertOutlined /> },
  { to: '/traffic', word: 'app.traffic', permission: 'traffic:read', icon: <SwapOutlined /> },
  { to: '/policy', word: 'app.policy', permission: 'policy:read', icon: <FileTextOutlined /> },
] as const

/** Only what the account may open is offered. */
export const entriesFor = ({ permissions }: SessionView) =>
  ENTRIES.filter(({ permission }) => permissions.includes(permission))
