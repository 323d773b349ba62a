/** Signing in, and the start of the program. */
export const session = {
  title: '登录',
  username: '用户名',
  usernamePlaceholder: '员工号或用户名',
  password: '密码',
  submit: '登录',
  submitting: '正在登录…',
  capsLock: '大写锁定已打开',
  language: '语言',
  required: { username: '请输入用户名。', password: '请输入密码。' },
  server: {
    checking: '正在连接服务器…',
    reachable: '服务器已连接',
    unreachable: '无法连接服务器。在本机登录过的用户仍可离线登录。',
    unreachableNew: '无法连接服务器。首次登录需要联网，连接恢复后即可登录。',
  },
  wait_other: '尝试次数过多，请在 {{count}} 秒后再试。',
  starting: '正在打开本机数据…',
  startFailed: '未能打开本机数据',
  promise: {
    offline: '断网时照常工作，恢复后自动同步',
    search: '姓名、拼音、首字母，一秒找到客户',
    safe: '保存即落盘，每一项修改都有去向',
  },
} as const;
