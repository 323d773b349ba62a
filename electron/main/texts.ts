import type { HostLanguage, MenuCommand } from '#shared/ipc/desktop-api.ts';
import type { StartProblemCode } from './start-problem.ts';

/** Texts of the desktop itself. Those of the screens live in renderer/i18n, which this process does not load. */
interface Texts {
  menus: Record<'file' | 'edit' | 'view' | 'go' | 'help', string>;
  commands: Record<MenuCommand, string>;
  roles: Record<
    | 'undo'
    | 'redo'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'zoomIn'
    | 'zoomOut'
    | 'resetZoom'
    | 'togglefullscreen'
    | 'reload'
    | 'toggleDevTools'
    | 'minimize'
    | 'quit'
    | 'about',
    string
  >;
  problems: Record<StartProblemCode | 'page_crashed', string>;
  /** In the browser, once it comes back from the bank's provider. */
  answered: Record<'signedIn' | 'returned' | 'body', string>;
}

const chinese = {
  menus: { file: '文件', edit: '编辑', view: '视图', go: '前往', help: '帮助' },
  commands: {
    lock: '锁定',
    'sign-out': '退出登录',
    'go-today': '今日',
    'go-customers': '客户',
    'go-inbox': '待处理',
    'go-settings': '设置',
    'find-customer': '查找客户',
    'add-contact-log': '新增联系记录',
    'add-task': '新增任务',
    'show-unsent': '未发送的修改',
    'sync-now': '立即同步',
    print: '打印客户摘要',
    'show-help': '本页帮助',
    'show-shortcuts': '键盘快捷键',
  },
  roles: {
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    zoomIn: '放大',
    zoomOut: '缩小',
    resetZoom: '实际大小',
    togglefullscreen: '全屏',
    reload: '重新载入',
    toggleDevTools: '开发者工具',
    minimize: '最小化',
    quit: '退出 Branchline',
    about: '关于 Branchline',
  },
  answered: {
    signedIn: '登录已完成，请回到 Branchline。',
    returned: '请回到 Branchline 继续。',
    body: '您可以关闭此窗口。',
  },
  problems: {
    no_server: '尚未设置服务器地址。请联系信息科技部，在下列文件中填写 serverUrl：',
    bad_server: '服务器地址无效：需要 https 地址且不带路径。请在下列文件中更正 serverUrl：',
    page_crashed:
      '页面多次意外关闭。已保存的修改仍在本机。请重新启动程序；如仍出现，请联系信息科技部。日志：',
    start_failed: '程序无法启动。请联系信息科技部并提供日志：',
    not_built: '程序文件不完整，请重新安装。缺少：',
  },
} satisfies Texts;

const english = {
  menus: { file: 'File', edit: 'Edit', view: 'View', go: 'Go', help: 'Help' },
  commands: {
    lock: 'Lock',
    'sign-out': 'Sign out',
    'go-today': 'Today',
    'go-customers': 'Customers',
    'go-inbox': 'To look at',
    'go-settings': 'Settings',
    'find-customer': 'Find customer',
    'add-contact-log': 'Log a contact',
    'add-task': 'Add task',
    'show-unsent': 'Unsent edits',
    'sync-now': 'Sync now',
    print: 'Print customer summary',
    'show-help': 'Help for this screen',
    'show-shortcuts': 'Keyboard shortcuts',
  },
  roles: {
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Actual size',
    togglefullscreen: 'Full screen',
    reload: 'Reload',
    toggleDevTools: 'Developer tools',
    minimize: 'Minimise',
    quit: 'Quit Branchline',
    about: 'About Branchline',
  },
  answered: {
    signedIn: 'You have signed in. Go back to Branchline.',
    returned: 'Go back to Branchline.',
    body: 'You can close this window.',
  },
  problems: {
    no_server: 'No server address is set. Ask IT to write serverUrl in this file:',
    bad_server:
      'The server address is not valid: it must be https and without a path. Correct serverUrl in this file:',
    page_crashed:
      'The page closed unexpectedly several times. Saved edits are still on this device. Restart the program; if it happens again, call IT. Log:',
    start_failed: 'The program cannot start. Call IT and give them the log:',
    not_built: 'The program is incomplete: install it again. Missing:',
  },
} satisfies Texts;

const texts: Readonly<Record<HostLanguage, Texts>> = { 'zh-CN': chinese, en: english };

export function textsIn(language: HostLanguage): Texts {
  return texts[language];
}

/** The language before the user chose one: Chinese for every kind of Chinese system, English for the rest. */
export function languageOfSystem(locale: string): HostLanguage {
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
