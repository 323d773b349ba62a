import { app as enApp } from './en/app.ts';
import { customers as enCustomers } from './en/customers.ts';
import { errors as enErrors } from './en/errors.ts';
import { model as enModel } from './en/model.ts';
import { app } from './zh-CN/app.ts';
import { customers } from './zh-CN/customers.ts';
import { errors } from './zh-CN/errors.ts';
import { model } from './zh-CN/model.ts';

const chinese = { app, customers, errors, model } as const;

/** Every text of the client, by language and namespace. Chinese is the original: its keys are the types of `t`. */
export const resources = {
  'zh-CN': chinese,
  en: { app: enApp, customers: enCustomers, errors: enErrors, model: enModel },
} as const;

export type Language = keyof typeof resources;
export type Texts = typeof chinese;
export type Namespace = keyof Texts;

export const languages = Object.keys(resources) as Language[];

/** Each language in its own words, so that whoever landed in the wrong one finds the way back. */
export const languageNames: Record<Language, string> = { 'zh-CN': '中文', en: 'English' };
