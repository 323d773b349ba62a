import { settings as english } from '#renderer/i18n/en/settings.ts';
import { settings as chinese } from '#renderer/i18n/zh-CN/settings.ts';
import type { PolicyName } from '#shared/policy/definitions.ts';

export interface TemplateTexts {
  title: string;
  supported: string;
  /** Names and values as the client's Settings show them. */
  names: Readonly<Record<PolicyName, string>>;
  values: Readonly<Record<string, string>>;
  explain: Readonly<Record<PolicyName, string>>;
}

const languages = { 'zh-CN': '中文', en: 'English' };

/** By the names of Group Policy's folders. */
export const templateTexts: Readonly<Record<'zh-CN' | 'en-US', TemplateTexts>> = {
  'zh-CN': {
    title: 'Branchline',
    supported: 'Branchline 0.1 及以上版本',
    names: chinese.policy.names,
    values: { ...chinese.policy.values, ...languages },
    explain: {
      serverUrls:
        '同步服务器的地址，按使用顺序填写，每行一个。须为 https 地址，可带端口，不带路径。前一个无法连接时使用下一个，恢复后再切回。设置后，用户自己填写的地址不再采用。',
      externalHosts: '链接可以在系统浏览器中打开的外部网站主机名，每行一个，例如 help.bank.example。',
      updates: '是否由客户端自动更新。按机器安装的 MSI 会关闭此项，由信息技术人员统一更新。',
      updateChannel: '更新通道的名称，由小写字母、数字和连字符组成。默认为 stable。',
      updateRing: '更新批次的名称。服务器按机构和比例分配的批次之外，可另行指定。',
      updateHours: '无人使用时可以安装更新的本地时段，格式为 22:00-06:00。终点可在次日。',
      offlineHours: '距上次联网多少小时内可以离线登录（1 至 720）。多处设定时取最短的。',
      idleLockMinutes: '无操作多少分钟后锁定屏幕（1 至 240）。多处设定时取最短的。',
      masking: '证件和手机号码能否在点击后显示。显示会留存记录。任何一处设为始终屏蔽即生效。',
      exports: '能否打印、保存为 PDF 或导出文件。任何一处设为禁止即生效。',
      watermark: '是否在界面上淡淡地显示登录人姓名、用户名和日期，防止拍照外泄。任何一处设为开启即生效。',
      language: '界面语言。设置后用户不能更改。',
    },
  },
  'en-US': {
    title: 'Branchline',
    supported: 'Branchline 0.1 or later',
    names: english.policy.names,
    values: { ...english.policy.values, ...languages },
    explain: {
      serverUrls:
        'Addresses of the sync servers in the order of their use, one a line: https, perhaps with a port, without a path. When one cannot be reached the next is used, until the earlier one is back. Where this is set, an address that the user entered is not used.',
      externalHosts:
        'Names of outside hosts that links may open in the system’s browser, one a line, such as help.bank.example.',
      updates:
        'Whether the client updates itself. The MSI, which installs for the machine, switches this off: IT updates it.',
      updateChannel: 'The name of the update channel: small letters, digits and hyphens. Default: stable.',
      updateRing: 'The name of an update ring, beside those that the server assigns by branch and share.',
      updateHours:
        'Local time within which updates may be installed while nobody works, as 22:00-06:00. The end may lie on the next day.',
      offlineHours:
        'Hours since the last contact with the server within which people may sign in without it (1 to 720). The shortest that anybody sets is used.',
      idleLockMinutes:
        'Minutes without input after which the screen locks (1 to 240). The shortest that anybody sets is used.',
      masking:
        'Whether ID and phone numbers can be shown by asking for them, which is recorded. Never shown, if anybody says so.',
      exports: 'Whether anything may be printed, saved as PDF or exported. Forbidden, if anybody says so.',
      watermark:
        'Whether the screens faintly show who is signed in and the date, against photographs. On, if anybody says so.',
      language: 'The language of the screens. Users cannot change it where this is set.',
    },
  },
};
