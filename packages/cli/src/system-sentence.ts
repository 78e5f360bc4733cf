// What the operating system refuses, as a sentence: which path, why, and what can be done.

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件或文件夹（no such file or folder）',
  EISDIR: '是文件夹，应为文件（a folder, not a file）',
  ENOTDIR: '上级不是文件夹，请另指路径（a part of the path is a file）',
  EEXIST: '已有同名文件，不是文件夹，请另指路径（a file of that name is there）',
  ENOTEMPTY: '不是空文件夹，请另指一个（not empty: name a new folder）',
  EACCES: '没有读写权限，请改权限或另指路径（no permission）',
  EPERM: '系统不允许这样做，请改权限或另指路径（not permitted）',
  EROFS: '所在的文件系统只读，请另指路径（a read-only file system）',
  ENOSPC: '磁盘已满，请清出空间后再试（no space left on the disk）',
  EMFILE: '打开的文件太多，请提高系统限额（too many open files）',
  ENAMETOOLONG: '名称太长，请用短一些的路径（the name is too long）',
  ELOOP: '链接成环，请另指路径（links that go in a circle）',
  EBUSY: '正被占用，请稍后再试（in use）',
  ECONNREFUSED: '没有程序在这个地址应答，请核对地址或先启动（nobody answers there）',
  ENOTFOUND: '没有这个主机，请核对地址（no such host）',
  EADDRINUSE: '端口已被占用，请另选端口（the port is in use）',
  Z_DATA_ERROR: '不是 gzip 文件，或已损坏（not a gzip file, or damaged）',
  Z_BUF_ERROR: 'gzip 文件没有传完（a gzip file that is cut）',
  ETIMEDOUT: '超过时限没有应答，请稍后再试（no answer in time）',
}

interface SystemError {
  readonly code?: unknown
  readonly path?: unknown
  readonly dest?: unknown
  readonly address?: unknown
  readonly port?: unknown
  readonly hostname?: unknown
}

/** Nothing for an error that is not the system's, or whose code has no words here: then its own message is shown. */
export function systemSentence(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, path, dest, address, port, hostname } = error as SystemError
  const reason = typeof code === 'string' ? REASONS[code] : undefined
  if (reason === undefined) return undefined
  const host = address ?? hostname
  const where =
    typeof path === 'string' ? path : host === undefined ? '' : `${host}${port === undefined ? '' : `:${port}`}`
  const to = typeof dest === 'string' ? ` → ${dest}` : ''
  return where === '' ? reason : `${where}${to}：${reason}`
}
