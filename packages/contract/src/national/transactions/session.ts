// Sign-in and sign-out, files, reversal: the transactions of the protocol itself.
import { one, transaction } from '../nodes.ts'
import { may, must } from '../vocabulary/index.ts'

const t9001 = transaction({
  infno: '9001',
  title: '签到',
  writes: true,
  needsSignIn: false,
  input: { signIn: one(must('opter_no', 'mac', 'ip'), { aliases: ['data'] }) },
  output: { signinoutb: one(must('sign_time', 'sign_no'), { title: '签到信息' }) },
})

const t9002 = transaction({
  infno: '9002',
  title: '签退',
  writes: true,
  input: { signOut: one(must('sign_no', 'opter_no'), { placement: 'either' }) },
  output: { sign_time: one(must('sign_time'), { title: '签退信息' }) },
})

const file = must('filename', 'fixmedins_code')

const t9101 = transaction({
  infno: '9101',
  title: '文件上传',
  writes: true,
  input: { fsUploadIn: one({ ...must('in'), ...file }) },
  output: { data: one({ ...must('file_qury_no'), ...file, ...may('dld_endtime') }, { placement: 'bare' }) },
})

const t9102 = transaction({
  infno: '9102',
  title: '文件下载',
  answersFile: true,
  input: { fsDownloadIn: one({ ...must('file_qury_no'), ...file }) },
  output: {},
})

/** Undoes a request whose answer its sender never got. Only 2102, 2207, 2304 and 2401 can be undone so. */
const t2601 = transaction({
  infno: '2601',
  title: '冲正交易',
  writes: true,
  input: { data: one(must('psn_no', 'omsgid', 'oinfno'), { placement: 'either' }) },
  output: {},
})

export const sessionTransactions = { '9001': t9001, '9002': t9002, '9101': t9101, '9102': t9102, '2601': t2601 }
