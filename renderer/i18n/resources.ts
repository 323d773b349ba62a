import { admin as enAdmin } from './en/admin.ts';
import { agenda as enAgenda } from './en/agenda.ts';
import { app as enApp } from './en/app.ts';
import { audit as enAudit } from './en/audit.ts';
import { calendar as enCalendar } from './en/calendar.ts';
import { cases as enCases } from './en/cases.ts';
import { commands as enCommands } from './en/commands.ts';
import { counter as enCounter } from './en/counter.ts';
import { customers as enCustomers } from './en/customers.ts';
import { directory as enDirectory } from './en/directory.ts';
import { errors as enErrors } from './en/errors.ts';
import { file as enFile } from './en/file.ts';
import { fleet as enFleet } from './en/fleet.ts';
import { help as enHelp } from './en/help.ts';
import { inbox as enInbox } from './en/inbox.ts';
import { model as enModel } from './en/model.ts';
import { organisation as enOrganisation } from './en/organisation.ts';
import { outbox as enOutbox } from './en/outbox.ts';
import { overview as enOverview } from './en/overview.ts';
import { policy as enPolicy } from './en/policy.ts';
import { portfolio as enPortfolio } from './en/portfolio.ts';
import { releases as enReleases } from './en/releases.ts';
import { session as enSession } from './en/session.ts';
import { settings as enSettings } from './en/settings.ts';
import { shift as enShift } from './en/shift.ts';
import { summary as enSummary } from './en/summary.ts';
import { today as enToday } from './en/today.ts';
import { walkIn as enWalkIn } from './en/walk-in.ts';
import { admin } from './zh-CN/admin.ts';
import { agenda } from './zh-CN/agenda.ts';
import { app } from './zh-CN/app.ts';
import { audit } from './zh-CN/audit.ts';
import { calendar } from './zh-CN/calendar.ts';
import { cases } from './zh-CN/cases.ts';
import { commands } from './zh-CN/commands.ts';
import { counter } from './zh-CN/counter.ts';
import { customers } from './zh-CN/customers.ts';
import { directory } from './zh-CN/directory.ts';
import { errors } from './zh-CN/errors.ts';
import { file } from './zh-CN/file.ts';
import { fleet } from './zh-CN/fleet.ts';
import { help } from './zh-CN/help.ts';
import { inbox } from './zh-CN/inbox.ts';
import { model } from './zh-CN/model.ts';
import { organisation } from './zh-CN/organisation.ts';
import { outbox } from './zh-CN/outbox.ts';
import { overview } from './zh-CN/overview.ts';
import { policy } from './zh-CN/policy.ts';
import { portfolio } from './zh-CN/portfolio.ts';
import { releases } from './zh-CN/releases.ts';
import { session } from './zh-CN/session.ts';
import { settings } from './zh-CN/settings.ts';
import { shift } from './zh-CN/shift.ts';
import { summary } from './zh-CN/summary.ts';
import { today } from './zh-CN/today.ts';
import { walkIn } from './zh-CN/walk-in.ts';

const chinese = {
  admin,
  agenda,
  app,
  audit,
  calendar,
  commands,
  counter,
  cases,
  customers,
  directory,
  errors,
  file,
  fleet,
  help,
  inbox,
  model,
  organisation,
  outbox,
  overview,
  policy,
  portfolio,
  releases,
  session,
  settings,
  shift,
  summary,
  today,
  walkIn,
} as const;

const english = {
  admin: enAdmin,
  agenda: enAgenda,
  audit: enAudit,
  calendar: enCalendar,
  app: enApp,
  commands: enCommands,
  counter: enCounter,
  cases: enCases,
  customers: enCustomers,
  directory: enDirectory,
  errors: enErrors,
  file: enFile,
  fleet: enFleet,
  help: enHelp,
  inbox: enInbox,
  model: enModel,
  organisation: enOrganisation,
  outbox: enOutbox,
  overview: enOverview,
  policy: enPolicy,
  portfolio: enPortfolio,
  releases: enReleases,
  session: enSession,
  settings: enSettings,
  shift: enShift,
  summary: enSummary,
  today: enToday,
  walkIn: enWalkIn,
} as const;

/** Every text of the client, by language and namespace. Chinese is the original: its keys are the types of `t`. */
export const resources = { 'zh-CN': chinese, en: english } as const;

export type Language = keyof typeof resources;
export type Texts = typeof chinese;
export type Namespace = keyof Texts;

export const languages = Object.keys(resources) as Language[];

/** Each language in its own words, so that whoever landed in the wrong one finds the way back. */
export const languageNames: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };
